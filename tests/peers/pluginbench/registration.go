package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// RegisterResource checks a registration and answers it as the engine does when the cloud is done.
func (m *monitor) RegisterResource(
	ctx context.Context, request *pulumirpc.RegisterResourceRequest,
) (*pulumirpc.RegisterResourceResponse, error) {
	m.mu.Lock()
	r, err := m.admit(request)
	m.mu.Unlock()
	if err != nil {
		return nil, err
	}
	if d := time.Duration(m.delay.Load()); d > 0 {
		select {
		case <-time.After(d):
		case <-ctx.Done():
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if r.trace != nil {
		r.trace.inFlight--
	}
	m.known[r.urn] = r
	answer := &pulumirpc.RegisterResourceResponse{Urn: r.urn, Result: pulumirpc.Result_SUCCESS}
	if !request.GetCustom() {
		// As the engine: components echo nothing.
		answer.Object = &structpb.Struct{Fields: map[string]*structpb.Value{}}
		return answer, nil
	}
	m.nextID++
	answer.Id = fmt.Sprintf("%s-%08d", strings.ToLower(r.typ[strings.LastIndex(r.typ, ":")+1:]), m.nextID)
	answer.Object, err = m.outputs(request, r, answer.Id)
	return answer, err
}

// admit checks a registration and enters it in its trace. The caller holds mu.
func (m *monitor) admit(request *pulumirpc.RegisterResourceRequest) (*registration, error) {
	typ := request.GetType()
	if request.GetCustom() && len(strings.Split(typ, ":")) != 3 {
		return nil, m.refuse("%s: the type is not package:module:name", typ)
	}
	r := &registration{typ: typ, urn: urnFor(request.GetParent(), typ, request.GetName()), depth: 1}
	m.place(r, request)
	if m.known[r.urn] != nil {
		m.violate("%s: registered twice under one URN", typ)
	}
	for urn := range m.dependencies(r, request) {
		if !strings.HasPrefix(urn, "urn:pulumi:") || strings.Count(urn, "::") < 3 {
			return nil, m.refuse("%s: depends on %q, which is no URN", typ, urn)
		}
		if m.known[urn] == nil {
			m.violate("%s: depends on unknown URN %s", typ, urn)
		}
		m.follow(r, urn)
	}
	if t := r.trace; t != nil {
		t.registrations = append(t.registrations, r)
		t.chain = max(t.chain, r.depth)
		t.inFlight++
		t.mostInFlight = max(t.mostInFlight, t.inFlight)
	}
	return r, nil
}

// refuse notes a breach that the engine answers with an error.
func (m *monitor) refuse(format string, args ...any) error {
	m.violate(format, args...)
	return status.Errorf(codes.InvalidArgument, format, args...)
}

// place finds out whose registration it is.
func (m *monitor) place(r *registration, request *pulumirpc.RegisterResourceRequest) {
	t := m.traces[request.GetName()]
	if t == nil || r.typ != m.token || request.GetCustom() {
		parent := m.known[request.GetParent()]
		if parent == nil {
			m.violate("%s: parent %q is empty or unknown", r.typ, request.GetParent())
			return
		}
		if r.trace = parent.trace; r.trace == nil {
			m.violate("%s: registered outside of the component", r.typ)
		}
		m.follow(r, parent.urn)
		return
	}
	r.trace = t
	if t.component != nil {
		m.violate("the component was registered twice")
	}
	t.component = r
	if request.GetParent() != stackURN() {
		m.violate("the parent of the component is %q, not the one of the request", request.GetParent())
	}
	if request.GetRemote() {
		m.violate("the component was registered as a remote one: the engine would construct it again")
	}
}

// follow notes that a registration waited for another one.
func (m *monitor) follow(r *registration, urn string) {
	if before := m.known[urn]; before != nil && before.trace != nil && before.trace == r.trace {
		r.depth = max(r.depth, before.depth+1)
	}
}

// dependencies collects what a registration depends on, and checks that no property uses more.
func (m *monitor) dependencies(r *registration, request *pulumirpc.RegisterResourceRequest) map[string]bool {
	all := map[string]bool{}
	add := func(urns []string, to map[string]bool) {
		for _, urn := range urns {
			to[urn], all[urn] = true, true
		}
	}
	add(request.GetDependencies(), map[string]bool{})
	byProperty := request.GetPropertyDependencies()
	for key, value := range request.GetObject().GetFields() {
		own := map[string]bool{}
		if len(byProperty) == 0 && !request.GetRemote() {
			// As the engine: every property depends on everything.
			add(request.GetDependencies(), own)
		}
		add(byProperty[key].GetUrns(), own)
		if r.trace == nil {
			continue
		}
		visit(value, func(text string) {
			if from := r.trace.origin[text]; from != "" && !own[from] {
				m.violate("%s.%s uses an output of %s without depending on it", r.typ, key, m.typeOf(from))
			}
		}, func(urns []string) { add(urns, own) })
	}
	return all
}

func (m *monitor) typeOf(urn string) string {
	if r := m.known[urn]; r != nil && r.typ != "" {
		return r.typ
	}
	return urn
}

// visit goes through a value: to the dependencies of each output value before the texts in it.
func visit(value *structpb.Value, text func(string), dependencies func([]string)) {
	switch kind := value.GetKind().(type) {
	case *structpb.Value_StringValue:
		text(kind.StringValue)
	case *structpb.Value_ListValue:
		for _, item := range kind.ListValue.GetValues() {
			visit(item, text, dependencies)
		}
	case *structpb.Value_StructValue:
		fields := kind.StructValue.GetFields()
		if fields[string(resource.SigKey)].GetStringValue() == resource.OutputValueSig {
			var urns []string
			for _, urn := range fields["dependencies"].GetListValue().GetValues() {
				urns = append(urns, urn.GetStringValue())
			}
			dependencies(urns)
			visit(fields["value"], text, dependencies)
			return
		}
		for _, member := range fields {
			visit(member, text, dependencies)
		}
	}
}

// RegisterResourceOutputs completes a component.
func (m *monitor) RegisterResourceOutputs(
	_ context.Context, request *pulumirpc.RegisterResourceOutputsRequest,
) (*emptypb.Empty, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.known[request.GetUrn()]; r != nil {
		r.outputs++
	} else {
		m.violate("outputs were registered for an unknown URN, or after the answer")
	}
	return &emptypb.Empty{}, nil
}
