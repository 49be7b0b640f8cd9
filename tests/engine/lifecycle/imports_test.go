package lifecycle

import (
	"testing"

	lifecycletest "github.com/pulumi/pulumi/pkg/v3/engine/lifecycletest/framework"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// parameters is a program with a component that is there already.
func parameters(run *run) error {
	run.must(run.component(consumer, "parameters", endpoint(nil)))
	return nil
}

// standing makes the children of the component stand already, as they are when the program makes them.
func (w *world) standing(t *testing.T) {
	other := newAws(t)
	made := &world{t: t, aws: other, plugin: w.plugin, context: w.context}
	made.up(parameters)
	w.aws.there = map[string]resource.PropertyMap{
		"sg-1": other.of("Create", "parameters-security_group")[0].inputs,
		"vpce-1": with(other.of("Create", "parameters-endpoint")[0].inputs, resource.PropertyMap{
			"securityGroupIds": list(text("sg-1")),
		}),
	}
}

// A component is taken over with its children, as `pulumi import --file` does it, and the update makes none anew.
func TestAComponentIsImportedWithItsChildren(t *testing.T) {
	world := newWorld(t)
	world.standing(t)
	component := resource.URN("urn:pulumi:test::test::privatelink:index:PrivateLinkConsumer::parameters")
	imports := []deploy.Import{
		{Type: consumer, Name: "parameters", Component: true, Remote: true},
		{
			Type: "aws:ec2/securityGroup:SecurityGroup", Name: "parameters-security_group", ID: "sg-1",
			Parent: component,
		},
		{
			Type: "aws:ec2/vpcEndpoint:VpcEndpoint", Name: "parameters-endpoint", ID: "vpce-1",
			Parent: component,
		},
	}
	done := world.try(lifecycletest.ImportOp(imports), false, parameters)
	require.NoError(t, done.err)
	assert.Equal(t, "vpce-1", string(done.find("parameters-endpoint").ID))

	taken := world.up(parameters)
	assert.Empty(t, append(world.aws.of("Create", ""), world.aws.of("Delete", "")...))
	assert.Equal(t, "vpce-1", string(taken.find("parameters-endpoint").ID))
	assert.Equal(t, "sg-1", string(taken.find("parameters-security_group").ID))
	for name, op := range world.up(parameters).ops() {
		assert.Equal(t, "same", op, name)
	}
}

// A transform says which of the children are there already.
func TestAChildIsImportedByATransform(t *testing.T) {
	world := newWorld(t)
	world.standing(t)
	var seen transform
	callback := seen.callback(t, func(request *pulumirpc.TransformRequest) {
		if request.Name == "parameters-security_group" {
			request.Options.Import = "sg-1"
		}
	})
	done := world.up(func(run *run) error {
		run.must(run.component(consumer, "parameters", endpoint(nil),
			func(request *pulumirpc.RegisterResourceRequest) {
				request.Transforms = []*pulumirpc.Callback{callback}
			}))
		return nil
	})
	assert.Equal(t, "import", done.ops()["parameters-security_group"])
	assert.Equal(t, "sg-1", string(done.find("parameters-security_group").ID))
	call := world.aws.of("Create", "parameters-endpoint")[0]
	assert.Equal(t, "sg-1", call.inputs["securityGroupIds"].ArrayValue()[0].StringValue())
}
