package lifecycle

import (
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// URNs of what is targeted here.
const (
	otherURN    = "urn:pulumi:test::test::aws:ec2/vpc:Vpc::other"
	endpointURN = "urn:pulumi:test::test::privatelink:index:PrivateLinkConsumer$" +
		"aws:ec2/vpcEndpoint:VpcEndpoint::parameters-endpoint"
)

func targets(urns ...string) deploy.UrnTargets { return deploy.NewUrnTargets(urns) }

// A run that is limited to another resource makes nothing of a new component, and what is not made is not known.
func TestATargetLeavesANewComponentOut(t *testing.T) {
	world := newWorld(t)
	var made made
	program := func(withComponent bool) program {
		return func(run *run) error {
			run.must(run.resource(vpc, "other", resource.PropertyMap{"new": resource.NewProperty(withComponent)}))
			if withComponent {
				made = run.must(run.component(consumer, "parameters", endpoint(nil)))
			}
			return nil
		}
	}
	world.up(program(false))
	world.aws.forget()
	world.options.Targets = targets(otherURN)
	done := world.up(program(true))
	assert.Equal(t, "update", done.ops()["other"])
	assert.NotContains(t, done.names(), "parameters-endpoint")
	assert.Empty(t, world.aws.of("Create", ""))
	for _, output := range []string{"endpointId", "securityGroupId", "endpointArn"} {
		assert.Falsef(t, made.output(output).OutputValue().Known, "%s: %v", output, made.outputs)
	}

	world.options.Targets = deploy.UrnTargets{}
	assert.Contains(t, world.up(program(true)).names(), "parameters-endpoint")
}

// Of a component only what is targeted changes.
func TestATargetIsOneChild(t *testing.T) {
	world := newWorld(t)
	program := func(team string) program {
		return func(run *run) error {
			tags := object(resource.PropertyMap{"team": text(team)})
			run.must(run.component(consumer, "parameters", endpoint(resource.PropertyMap{"tags": tags})))
			return nil
		}
	}
	world.up(program("one"))
	world.aws.forget()
	world.options.Targets = targets(endpointURN)
	world.up(program("two"))
	updates := world.aws.of("Update", "")
	require.Len(t, updates, 1)
	assert.Equal(t, "parameters-endpoint", updates[0].name)

	world.options.Targets = deploy.UrnTargets{}
	assert.Equal(t, "update", world.up(program("two")).ops()["parameters-security_group"])
}

// A run that is limited to other resources goes on where one that is left out decides what a component has.
func TestATargetGoesOnWithoutStructuralInputs(t *testing.T) {
	world := newWorld(t)
	program := func(withComponent bool) program {
		return func(run *run) error {
			run.must(run.resource(vpc, "other", resource.PropertyMap{"new": resource.NewProperty(withComponent)}))
			if withComponent {
				network := run.must(run.resource(vpc, "network", nil))
				_, err := run.component(consumer, "parameters", endpoint(resource.PropertyMap{
					"service": idOf(network),
				}))
				return err
			}
			return nil
		}
	}
	world.up(program(false))
	world.options.Targets = targets(otherURN)
	assert.Equal(t, "update", world.up(program(true)).ops()["other"])
}

// One child can be destroyed alone, and comes back.
func TestOneChildIsDestroyed(t *testing.T) {
	world := newWorld(t)
	program := func(run *run) error {
		run.must(run.component(consumer, "parameters", endpoint(nil)))
		return nil
	}
	world.up(program)
	world.options.Targets = targets(endpointURN)
	assert.ElementsMatch(t, []string{"parameters", "parameters-security_group"}, world.destroy().names())
	world.options.Targets = deploy.UrnTargets{}
	assert.Equal(t, map[string]string{
		"parameters": "same", "parameters-security_group": "same", "parameters-endpoint": "create",
	}, world.up(program).ops())
}

// A destroy that runs the program for it constructs components of which parts are gone already.
func TestADestroyRunsTheProgram(t *testing.T) {
	world := newWorld(t)
	program := func(run *run) error {
		run.must(run.component(consumer, "parameters", endpoint(nil)))
		return nil
	}
	world.up(program)
	world.options.DestroyProgram = true
	done := world.try(engine.DestroyV2, false, program)
	require.NoError(t, done.err)
	assert.Empty(t, done.names())
}

// A refresh that runs the program for it changes nothing.
func TestARefreshRunsTheProgram(t *testing.T) {
	world := newWorld(t)
	program := func(run *run) error {
		run.must(run.component(consumer, "parameters", endpoint(nil)))
		return nil
	}
	world.up(program)
	world.options.RefreshProgram = true
	done := world.try(engine.RefreshV2, false, program)
	require.NoError(t, done.err)
	world.options.RefreshProgram = false
	for name, op := range world.up(program).ops() {
		assert.Equal(t, "same", op, name)
	}
}
