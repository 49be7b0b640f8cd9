package main

import (
	"context"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

const vpcURN = "urn:pulumi:dev::bench::aws:ec2/vpc:Vpc::main"

// world is a monitor with one Construct under way.
type world struct {
	*testing.T
	*monitor
	trace *trace
	root  string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	in := &inputs{origin: map[string]string{"vpc-1": vpcURN}}
	m, err := newMonitor(settings{token: "peer:index:Endpoints"}, in)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, monitor: m, trace: m.begin("c")}
	component := &pulumirpc.RegisterResourceRequest{Type: m.token, Name: "c", Parent: stackURN()}
	w.root = w.register(component).GetUrn()
	return w
}

func (w *world) register(request *pulumirpc.RegisterResourceRequest) *pulumirpc.RegisterResourceResponse {
	w.Helper()
	answer, err := w.RegisterResource(context.Background(), request)
	if err != nil {
		w.Fatal(err)
	}
	return answer
}

func (w *world) child(
	parent, name string, properties map[string]any, urns ...string,
) *pulumirpc.RegisterResourceResponse {
	w.Helper()
	object, err := structpb.NewStruct(properties)
	if err != nil {
		w.Fatal(err)
	}
	dependencies := map[string]*pulumirpc.RegisterResourceRequest_PropertyDependencies{}
	for key := range properties {
		dependencies[key] = &pulumirpc.RegisterResourceRequest_PropertyDependencies{Urns: urns}
	}
	return w.register(&pulumirpc.RegisterResourceRequest{
		Type: "aws:route53/zone:Zone", Name: name, Parent: parent, Custom: true, AcceptSecrets: true, Object: object,
		PropertyDependencies: dependencies,
	})
}

func (w *world) answer(urn string) {
	w.end(w.trace, &pulumirpc.ConstructResponse{Urn: urn})
}

func (w *world) complete() {
	_, _ = w.RegisterResourceOutputs(context.Background(), &pulumirpc.RegisterResourceOutputsRequest{Urn: w.root})
}

func TestWhatIsRightIsAccepted(t *testing.T) {
	w := newWorld(t)
	a := w.child(w.root, "a", map[string]any{"vpc": "vpc-1"}, vpcURN)
	zone := a.GetObject().GetFields()["zoneId"].GetStringValue()
	output := map[string]any{
		string(resource.SigKey): resource.OutputValueSig, "value": zone, "dependencies": []any{a.GetUrn()},
	}
	b := w.child(w.root, "b", map[string]any{"zone": output})
	if echo := b.GetObject().GetFields()["zone"].GetStringValue(); echo != zone {
		t.Errorf("%q came back, not %q", echo, zone)
	}
	w.complete()
	w.answer(w.root)
	if found := w.found(); len(found) > 0 {
		t.Error(found)
	}
	if w.trace.chain != 3 {
		t.Errorf("the chain of component, a and b is %d", w.trace.chain)
	}
	if want := "urn:pulumi:dev::bench::peer:index:Endpoints$aws:route53/zone:Zone::a"; a.GetUrn() != want {
		t.Error(a.GetUrn())
	}
}

func TestBreachesAreFound(t *testing.T) {
	for want, breach := range map[string]func(w *world){
		"without depending on it":  func(w *world) { w.child(w.root, "a", map[string]any{"vpc": "vpc-1"}) },
		"is empty or unknown":      func(w *world) { w.child("", "a", nil) },
		"outside of the component": func(w *world) { w.child(stackURN(), "a", nil) },
		"twice under one URN":      func(w *world) { w.child(w.root, "a", nil); w.child(w.root, "a", nil) },
		"depends on unknown URN":   func(w *world) { w.child(w.root, "a", map[string]any{"x": "y"}, "urn:pulumi:d::p::a:b:c::none") },
		"registered 0 times":       func(w *world) { w.answer(w.root) },
		"registered 2 times":       func(w *world) { w.complete(); w.complete(); w.answer(w.root) },
		"unknown URN, or after":    func(w *world) { w.complete(); w.answer(w.root); w.complete() },
		"not the registered one":   func(w *world) { w.complete(); w.answer("urn:other") },
		"without registering":      func(w *world) { w.end(w.begin("d"), &pulumirpc.ConstructResponse{}) },
		"parent \"urn:pulumi:dev":  func(w *world) { w.complete(); w.answer(w.root); w.child(w.root, "late", nil) },
		"the component was registered twice": func(w *world) {
			w.register(&pulumirpc.RegisterResourceRequest{Type: w.token, Name: "c", Parent: stackURN()})
		},
		"as a remote one": func(w *world) {
			w.begin("d")
			w.register(&pulumirpc.RegisterResourceRequest{Type: w.token, Name: "d", Parent: stackURN(), Remote: true})
		},
		"stateDependencies": func(w *world) {
			urns := &pulumirpc.ConstructResponse_PropertyDependencies{Urns: []string{"urn:other"}}
			w.complete()
			w.end(w.trace, &pulumirpc.ConstructResponse{
				Urn:               w.root,
				StateDependencies: map[string]*pulumirpc.ConstructResponse_PropertyDependencies{"x": urns},
			})
		},
	} {
		w := newWorld(t)
		breach(w)
		found := false
		for text := range w.found() {
			found = found || strings.Contains(text, want)
		}
		if !found {
			t.Errorf("%q was not found: %v", want, w.found())
		}
	}
}

func TestInputsAreSentAsTheEngineSendsThem(t *testing.T) {
	in := &inputs{properties: resource.PropertyMap{}, origin: map[string]string{}}
	output := map[string]any{"$output": "vpc-1", "from": vpcURN}
	in.properties["list"] = in.value([]any{output, "plain"})
	in.properties["plain"] = in.value("text")
	sent, dependencies, err := in.encode(accepted{secrets: true, resources: true, outputs: true})
	if err != nil {
		t.Fatal(err)
	}
	first := func(s *structpb.Struct) *structpb.Value { return s.Fields["list"].GetListValue().GetValues()[0] }
	kind := first(sent).GetStructValue().GetFields()[string(resource.SigKey)].GetStringValue()
	if kind != resource.OutputValueSig || in.origin["vpc-1"] != vpcURN {
		t.Errorf("%v, %v", sent, in.origin)
	}
	if len(dependencies["list"].GetUrns()) != 1 || dependencies["plain"] == nil {
		t.Errorf("dependencies: %v", dependencies)
	}
	// A plugin that accepts no output values gets what is in them.
	if sent, _, err = in.encode(accepted{secrets: true}); err != nil || first(sent).GetStringValue() != "vpc-1" {
		t.Errorf("%v, %v", sent, err)
	}
}
