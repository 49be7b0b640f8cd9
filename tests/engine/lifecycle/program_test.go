package lifecycle

import (
	"context"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"
)

// Components and resources that programs here have.
const (
	consumer = "privatelink:index:PrivateLinkConsumer"
	service  = "privatelink:index:PrivateLinkService"
	vpc      = "aws:ec2/vpc:Vpc"
)

// stackURN is that of the stack, which every program of an SDK registers first.
const stackURN = "urn:pulumi:test::test::pulumi:pulumi:Stack::test-test"

// run is a program while it runs: what an SDK of Pulumi would do, without the SDK.
type run struct {
	t      *testing.T
	client pulumirpc.ResourceMonitorClient
	// stack is the URN that resources without another parent have.
	stack string
	// monitor is for what needs more than messages.
	monitor *deploytest.ResourceMonitor
}

// option changes a registration.
type option func(*pulumirpc.RegisterResourceRequest)

// made is a resource that was registered.
type made struct {
	urn, id string
	outputs resource.PropertyMap
	// dependencies of outputs by name.
	dependencies map[string][]string
	// skipped is what the engine neither made nor left as it is.
	skipped bool
}

// output is the value of an output, with what it depends on.
func (m made) output(name string) resource.PropertyValue {
	value, secret := m.outputs[resource.PropertyKey(name)], false
	for value.IsSecret() {
		value, secret = value.SecretValue().Element, true
	}
	output := resource.Output{Element: value, Known: !value.IsComputed(), Secret: secret}
	if _, there := m.outputs[resource.PropertyKey(name)]; !there {
		output.Known = false
	}
	for _, urn := range m.dependencies[name] {
		output.Dependencies = append(output.Dependencies, resource.URN(urn))
	}
	return resource.NewProperty(output)
}

// register registers a resource as an SDK does.
func (r *run) register(request *pulumirpc.RegisterResourceRequest) (made, error) {
	request.AcceptSecrets = true
	request.AcceptResources = true
	request.SupportsPartialValues = true
	request.SupportsResultReporting = true
	request.AliasSpecs = true
	if request.Parent == "" {
		request.Parent = r.stack
	}
	answer, err := r.client.RegisterResource(context.Background(), request)
	if err != nil {
		return made{}, err
	}
	outputs, err := decoded(answer.Object)
	require.NoError(r.t, err)
	dependencies := map[string][]string{}
	for key, urns := range answer.PropertyDependencies {
		dependencies[key] = urns.Urns
	}
	return made{
		urn: answer.Urn, id: answer.Id, outputs: outputs, dependencies: dependencies,
		skipped: isSkipped(answer),
	}, nil
}

// component registers one of our components.
func (r *run) component(
	token, name string, inputs resource.PropertyMap, options ...option,
) (made, error) {
	return r.registerWith(token, name, inputs, options, func(request *pulumirpc.RegisterResourceRequest) {
		request.Remote = true
	})
}

// resource registers a resource of another package.
func (r *run) resource(
	token, name string, inputs resource.PropertyMap, options ...option,
) (made, error) {
	return r.registerWith(token, name, inputs, options, func(request *pulumirpc.RegisterResourceRequest) {
		request.Custom = true
	})
}

func (r *run) registerWith(
	token, name string, inputs resource.PropertyMap, options []option, kind option,
) (made, error) {
	object, err := encoded(inputs)
	require.NoError(r.t, err)
	request := &pulumirpc.RegisterResourceRequest{Type: token, Name: name, Object: object}
	kind(request)
	request.PropertyDependencies = dependenciesOf(inputs)
	// An SDK names all of them once more.
	for _, of := range request.PropertyDependencies {
		request.Dependencies = append(request.Dependencies, of.Urns...)
	}
	for _, change := range options {
		change(request)
	}
	return r.register(request)
}

// dependenciesOf says of each input which resources it comes from, as an SDK tells it.
func dependenciesOf(
	inputs resource.PropertyMap,
) map[string]*pulumirpc.RegisterResourceRequest_PropertyDependencies {
	all := map[string]*pulumirpc.RegisterResourceRequest_PropertyDependencies{}
	for key, value := range inputs {
		urns := &pulumirpc.RegisterResourceRequest_PropertyDependencies{}
		urns.Urns = dependenciesIn(value, nil)
		all[string(key)] = urns
	}
	return all
}

// dependenciesIn adds what is anywhere in a value.
func dependenciesIn(value resource.PropertyValue, urns []string) []string {
	switch {
	case value.IsOutput():
		for _, urn := range value.OutputValue().Dependencies {
			urns = append(urns, string(urn))
		}
		return dependenciesIn(value.OutputValue().Element, urns)
	case value.IsSecret():
		return dependenciesIn(value.SecretValue().Element, urns)
	case value.IsArray():
		for _, item := range value.ArrayValue() {
			urns = dependenciesIn(item, urns)
		}
	case value.IsObject():
		for _, member := range value.ObjectValue() {
			urns = dependenciesIn(member, urns)
		}
	}
	return urns
}

// must is a resource whose registration has to succeed.
func (r *run) must(registered made, err error) made {
	r.t.Helper()
	require.NoError(r.t, err)
	return registered
}

// gateway is the inputs of a consumer that is one endpoint and nothing else.
func gateway(more resource.PropertyMap) resource.PropertyMap {
	return with(resource.PropertyMap{
		"name":          resource.NewProperty("objects"),
		"vpcId":         resource.NewProperty("vpc-1"),
		"service":       resource.NewProperty("s3"),
		"routeTableIds": object(resource.PropertyMap{"a": resource.NewProperty("rtb-1")}),
	}, more)
}

// endpoint is the inputs of a consumer of a service with a security group: the endpoint waits for the group.
func endpoint(more resource.PropertyMap) resource.PropertyMap {
	return with(resource.PropertyMap{
		"name":      resource.NewProperty("parameters"),
		"vpcId":     resource.NewProperty("vpc-1"),
		"service":   resource.NewProperty("ssm"),
		"subnetIds": list(resource.NewProperty("subnet-1")),
		"securityGroup": object(resource.PropertyMap{
			"allowedIpv4Cidrs": list(resource.NewProperty("10.0.0.0/16")),
		}),
	}, more)
}

// offer is the inputs of a service in front of a load balancer that is there.
func offer(more resource.PropertyMap) resource.PropertyMap {
	arn := "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/one/0123456789abcdef"
	return with(resource.PropertyMap{
		"name":                    resource.NewProperty("payments"),
		"networkLoadBalancerArns": list(resource.NewProperty(arn)),
		"availabilityZoneIds":     list(resource.NewProperty("use1-az1")),
		"ports":                   list(resource.NewProperty(443.0)),
		"allowedPrincipals":       list(resource.NewProperty("arn:aws:iam::222222222222:root")),
	}, more)
}

// policy is a policy of an endpoint.
func policy(action string) string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"` + action +
		`","Resource":"*"}]}`
}

func with(inputs, more resource.PropertyMap) resource.PropertyMap {
	for key, value := range more {
		inputs[key] = value
	}
	return inputs
}

func object(members resource.PropertyMap) resource.PropertyValue {
	return resource.NewProperty(members)
}

func list(items ...resource.PropertyValue) resource.PropertyValue {
	return resource.NewProperty(items)
}

func text(value string) resource.PropertyValue { return resource.NewProperty(value) }
