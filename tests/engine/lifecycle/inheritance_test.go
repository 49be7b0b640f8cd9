package lifecycle

import (
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Options that children inherit, and that they are without them.
func TestChildrenInheritOptions(t *testing.T) {
	yes, no := true, false
	network := "urn:pulumi:test::test::aws:ec2/vpc:Vpc::network"
	cases := map[string]struct {
		set    option
		wanted func(apitype.ResourceV3) bool
	}{
		"protect": {
			func(request *pulumirpc.RegisterResourceRequest) { request.Protect = &yes },
			func(child apitype.ResourceV3) bool { return child.Protect },
		},
		"protect is off": {
			func(request *pulumirpc.RegisterResourceRequest) { request.Protect = &no },
			func(child apitype.ResourceV3) bool { return !child.Protect },
		},
		"retainOnDelete": {
			func(request *pulumirpc.RegisterResourceRequest) { request.RetainOnDelete = &yes },
			func(child apitype.ResourceV3) bool { return child.RetainOnDelete },
		},
		"deletedWith": {
			func(request *pulumirpc.RegisterResourceRequest) { request.DeletedWith = network },
			func(child apitype.ResourceV3) bool { return string(child.DeletedWith) == network },
		},
		"nothing": {
			func(*pulumirpc.RegisterResourceRequest) {},
			func(child apitype.ResourceV3) bool {
				return !child.Protect && !child.RetainOnDelete && child.DeletedWith == ""
			},
		},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			done := world.up(func(run *run) error {
				run.must(run.resource(vpc, "network", nil))
				run.must(run.component(consumer, "parameters", endpoint(nil), test.set))
				return nil
			})
			for _, child := range []string{"parameters-endpoint", "parameters-security_group"} {
				assert.True(t, test.wanted(done.find(child)), child)
			}
		})
	}
}

// A protected component is not destroyed; one that is not protected any more is.
func TestAProtectedComponentStays(t *testing.T) {
	world := newWorld(t)
	program := func(protect bool) program {
		return func(run *run) error {
			run.must(run.component(consumer, "parameters", endpoint(nil),
				func(request *pulumirpc.RegisterResourceRequest) { request.Protect = &protect }))
			return nil
		}
	}
	world.up(program(true))
	refused := world.try(engine.Destroy, false, nil)
	require.Error(t, refused.err)
	assert.Contains(t, refused.names(), "parameters-endpoint")
	world.up(program(false))
	assert.Empty(t, world.destroy().names())
}

// What is retained, or goes with something else, is forgotten and not deleted.
func TestChildrenAreForgotten(t *testing.T) {
	yes := true
	cases := map[string]option{
		"retained": func(request *pulumirpc.RegisterResourceRequest) { request.RetainOnDelete = &yes },
		"deleted with another": func(request *pulumirpc.RegisterResourceRequest) {
			request.DeletedWith = "urn:pulumi:test::test::aws:ec2/vpc:Vpc::network"
		},
	}
	for name, option := range cases {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			world.up(func(run *run) error {
				run.must(run.resource(vpc, "network", nil))
				run.must(run.component(consumer, "parameters", endpoint(nil), option))
				return nil
			})
			assert.Empty(t, world.destroy().names())
			assert.Empty(t, world.aws.of("Delete", "parameters-endpoint"))
			assert.Empty(t, world.aws.of("Delete", "parameters-security_group"))
			assert.Len(t, world.aws.of("Delete", "network"), 1)
		})
	}
}

// Options that only concern the component itself leave its children alone.
func TestOptionsOfTheComponentAlone(t *testing.T) {
	world := newWorld(t)
	program := func(trigger string) program {
		return func(run *run) error {
			run.must(run.component(consumer, "parameters", endpoint(nil),
				func(request *pulumirpc.RegisterResourceRequest) {
					request.IgnoreChanges = []string{"tags"}
					request.AdditionalSecretOutputs = []string{"endpointId"}
					value, err := encoded(map1("trigger", trigger))
					require.NoError(t, err)
					request.ReplacementTrigger = value.Fields["trigger"]
				}))
			return nil
		}
	}
	first := world.up(program("one"))
	assert.Empty(t, first.find("parameters-endpoint").IgnoreChanges)
	second := world.up(program("two"))
	assert.Equal(t, "same", second.ops()["parameters-endpoint"])
	outputs := second.find("parameters").Outputs
	assert.NotEqual(t, "parameters-endpoint.id", outputs["endpointId"])
}
