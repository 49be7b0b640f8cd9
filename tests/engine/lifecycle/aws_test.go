package lifecycle

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// aws is a made-up package of resources: they have an id, an ARN, and what they were asked for.
//
// It is a server and not a `deploytest.Provider`, whose types differ between the versions of the engine.
type aws struct {
	pulumirpc.UnimplementedResourceProviderServer
	t      *testing.T
	client pulumirpc.ResourceProviderClient

	// ids of resources that have others than a name with `.id`.
	ids map[string]string
	// there are resources that nobody here has made, by their ids: what they were once asked for.
	there map[string]resource.PropertyMap
	// fails says what becomes of a resource: its creation is refused with this.
	fails map[string]string
	// computed are further outputs of a resource, in updates.
	computed map[string]resource.PropertyMap
	// answers are further outputs of all resources of a type, and of functions. What was asked for comes before.
	answers map[string]map[string]any
	// replaces are inputs whose change makes a new resource.
	replaces map[string]bool
	// before runs when a resource is about to be made in an update.
	before func(name string)
	// refuses says which functions answer with an error.
	refuses map[string]string

	mutex    sync.Mutex
	calls    []call
	versions []string
}

// call is what the package was asked to do.
type call struct {
	// method is the name of the RPC.
	method string
	// token is that of the function, if it is one.
	token   string
	name    string
	id      string
	preview bool
	inputs  resource.PropertyMap
}

func newAws(t *testing.T) *aws {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := grpc.NewServer()
	made := &aws{t: t}
	pulumirpc.RegisterResourceProviderServer(server, made)
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	credentials := grpc.WithTransportCredentials(insecure.NewCredentials())
	connection, err := grpc.NewClient(listener.Addr().String(), credentials)
	require.NoError(t, err)
	t.Cleanup(func() { _ = connection.Close() })
	made.client = pulumirpc.NewResourceProviderClient(connection)
	return made
}

// asked keeps the version that the engine wants.
func (a *aws) asked(descriptor workspace.PluginDescriptor) {
	version := ""
	if descriptor.Version != nil {
		version = descriptor.Version.String()
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.versions = append(a.versions, version)
}

// of returns the calls of a method about a resource, or all about it.
func (a *aws) of(method, name string) []call {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	var found []call
	for _, call := range a.calls {
		if (method == "" || call.method == method) && (name == "" || call.name == name) {
			found = append(found, call)
		}
	}
	return found
}

// forget drops the calls so far.
func (a *aws) forget() {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.calls = nil
}

func (a *aws) record(call call) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.calls = append(a.calls, call)
}

// everything keeps secrets and unknowns.
var everything = plugin.MarshalOptions{
	KeepUnknowns: true, KeepSecrets: true, KeepResources: true, KeepOutputValues: true,
}

func decoded(given *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(given, everything)
}

func encoded(properties resource.PropertyMap) (*structpb.Struct, error) {
	return plugin.MarshalProperties(properties, everything)
}

func nameOf(urn string) string { return resource.URN(urn).Name() }

func tokenOf(urn string) string { return string(resource.URN(urn).Type()) }

// withName is a value in which `$name` is the name of a resource.
func withName(value any, name string) any {
	switch value := value.(type) {
	case string:
		return strings.ReplaceAll(value, "$name", name)
	case []any:
		items := make([]any, len(value))
		for position, item := range value {
			items[position] = withName(item, name)
		}
		return items
	case map[string]any:
		members := map[string]any{}
		for key, member := range value {
			members[key] = withName(member, name)
		}
		return members
	default:
		return value
	}
}

func (a *aws) CheckConfig(
	_ context.Context, request *pulumirpc.CheckRequest,
) (*pulumirpc.CheckResponse, error) {
	return &pulumirpc.CheckResponse{Inputs: request.News}, nil
}

func (a *aws) DiffConfig(
	context.Context, *pulumirpc.DiffRequest,
) (*pulumirpc.DiffResponse, error) {
	return &pulumirpc.DiffResponse{}, nil
}

func (a *aws) Configure(
	context.Context, *pulumirpc.ConfigureRequest,
) (*pulumirpc.ConfigureResponse, error) {
	return &pulumirpc.ConfigureResponse{
		AcceptSecrets: true, AcceptResources: true, SupportsPreview: true,
	}, nil
}

func (a *aws) Check(
	_ context.Context, request *pulumirpc.CheckRequest,
) (*pulumirpc.CheckResponse, error) {
	inputs, err := decoded(request.News)
	a.record(call{method: "Check", name: nameOf(request.Urn), inputs: inputs})
	return &pulumirpc.CheckResponse{Inputs: request.News}, err
}

func (a *aws) Diff(
	_ context.Context, request *pulumirpc.DiffRequest,
) (*pulumirpc.DiffResponse, error) {
	old, err := decoded(request.OldInputs)
	if err != nil {
		return nil, err
	}
	wanted, err := decoded(request.News)
	if err != nil {
		return nil, err
	}
	answer := &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}
	for key := range both(old, wanted) {
		ignored := false
		for _, name := range request.IgnoreChanges {
			ignored = ignored || name == string(key)
		}
		if ignored || old[key].DeepEquals(wanted[key]) {
			continue
		}
		answer.Changes = pulumirpc.DiffResponse_DIFF_SOME
		answer.Diffs = append(answer.Diffs, string(key))
		if a.replaces[string(key)] {
			answer.Replaces = append(answer.Replaces, string(key))
		}
	}
	return answer, nil
}

func both(old, wanted resource.PropertyMap) map[resource.PropertyKey]bool {
	keys := map[resource.PropertyKey]bool{}
	for key := range old {
		keys[key] = true
	}
	for key := range wanted {
		keys[key] = true
	}
	return keys
}

func (a *aws) Create(
	_ context.Context, request *pulumirpc.CreateRequest,
) (*pulumirpc.CreateResponse, error) {
	name := nameOf(request.Urn)
	inputs, err := decoded(request.Properties)
	if err != nil {
		return nil, err
	}
	a.record(call{method: "Create", name: name, preview: request.Preview, inputs: inputs})
	if request.Preview {
		return &pulumirpc.CreateResponse{Properties: request.Properties}, nil
	}
	if a.before != nil {
		a.before(name)
	}
	if why := a.fails[name]; why != "" {
		return nil, errors.New(why)
	}
	outputs, err := encoded(a.outputs(tokenOf(request.Urn), name, inputs))
	id := a.ids[name]
	if id == "" {
		id = name + ".id"
	}
	return &pulumirpc.CreateResponse{Id: id, Properties: outputs}, err
}

// outputs is what a resource answers with: what was asked for, an ARN, and what is computed.
func (a *aws) outputs(token, name string, inputs resource.PropertyMap) resource.PropertyMap {
	outputs := inputs.Copy()
	for key, value := range a.answers[token] {
		if _, given := inputs[resource.PropertyKey(key)]; !given {
			outputs[resource.PropertyKey(key)] = resource.NewPropertyValue(withName(value, name))
		}
	}
	outputs["arn"] = resource.NewProperty("arn:" + name)
	for key, value := range a.computed[name] {
		outputs[key] = value
	}
	return outputs
}

func (a *aws) Update(
	_ context.Context, request *pulumirpc.UpdateRequest,
) (*pulumirpc.UpdateResponse, error) {
	name := nameOf(request.Urn)
	inputs, err := decoded(request.News)
	if err != nil {
		return nil, err
	}
	a.record(call{
		method: "Update", name: name, id: request.Id, preview: request.Preview, inputs: inputs,
	})
	if why := a.fails[name]; why != "" && !request.Preview {
		return nil, errors.New(why)
	}
	outputs, err := encoded(a.outputs(tokenOf(request.Urn), name, inputs))
	return &pulumirpc.UpdateResponse{Properties: outputs}, err
}

func (a *aws) Delete(
	_ context.Context, request *pulumirpc.DeleteRequest,
) (*emptypb.Empty, error) {
	a.record(call{method: "Delete", name: nameOf(request.Urn), id: request.Id})
	return &emptypb.Empty{}, nil
}

// Read tells what is there: of an import nothing is known but the id.
func (a *aws) Read(
	_ context.Context, request *pulumirpc.ReadRequest,
) (*pulumirpc.ReadResponse, error) {
	name := nameOf(request.Urn)
	a.record(call{method: "Read", name: name, id: request.Id})
	found, there := a.there[request.Id]
	if !there {
		return &pulumirpc.ReadResponse{
			Id: request.Id, Inputs: request.Inputs, Properties: request.Properties,
		}, nil
	}
	inputs, err := encoded(found)
	if err != nil {
		return nil, err
	}
	outputs, err := encoded(a.outputs(tokenOf(request.Urn), name, found))
	return &pulumirpc.ReadResponse{Id: request.Id, Inputs: inputs, Properties: outputs}, err
}

func (a *aws) Invoke(
	_ context.Context, request *pulumirpc.InvokeRequest,
) (*pulumirpc.InvokeResponse, error) {
	inputs, err := decoded(request.Args)
	if err != nil {
		return nil, err
	}
	function := request.Tok[strings.LastIndex(request.Tok, ":")+1:]
	a.record(call{method: "Invoke", token: request.Tok, name: function, inputs: inputs})
	if why := a.refuses[function]; why != "" {
		return nil, errors.New(why)
	}
	answers := resource.PropertyMap{
		"region":    resource.NewProperty("us-east-1"),
		"accountId": resource.NewProperty("111111111111"),
		"partition": resource.NewProperty("aws"),
		"dnsSuffix": resource.NewProperty("amazonaws.com"),
		"cidrBlockAssociations": list(object(resource.PropertyMap{
			"cidrBlock": text("10.0.0.0/16"),
		})),
	}
	for key, value := range a.answers[request.Tok] {
		if _, known := answers[resource.PropertyKey(key)]; !known {
			answers[resource.PropertyKey(key)] = resource.NewPropertyValue(withName(value, function))
		}
	}
	answer, err := encoded(answers)
	return &pulumirpc.InvokeResponse{Return: answer}, err
}

func (a *aws) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: "7.48.0"}, nil
}

func (a *aws) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

// GetSchema tells what an import asks for: no property has to be given.
func (a *aws) GetSchema(
	context.Context, *pulumirpc.GetSchemaRequest,
) (*pulumirpc.GetSchemaResponse, error) {
	return &pulumirpc.GetSchemaResponse{Schema: `{
		"name": "aws", "version": "7.48.0", "resources": {
			"aws:ec2/vpcEndpoint:VpcEndpoint": {},
			"aws:ec2/securityGroup:SecurityGroup": {}
		}
	}`}, nil
}
