package lifecycle

import (
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A child that fails fails the update; what was made before it is kept, and the next update goes on from there.
func TestAnUpdateGoesOnWhereItFailed(t *testing.T) {
	world := newWorld(t)
	program := func(run *run) error {
		_, err := run.component(consumer, "parameters", endpoint(nil))
		return err
	}
	world.aws.fails = map[string]string{"parameters-endpoint": "quota exceeded"}
	failed := world.try(engine.Update, false, program)
	require.Error(t, failed.err)
	assert.Contains(t, failed.said, "quota exceeded")
	assert.ElementsMatch(t, []string{"parameters", "parameters-security_group"}, failed.names())

	world.aws.fails = nil
	done := world.up(program)
	assert.Equal(t, map[string]string{
		"parameters": "same", "parameters-security_group": "same", "parameters-endpoint": "create",
	}, done.ops())
	world.destroy()
}

// With --continue-on-error a child that fails takes along what needs it, and nothing else.
func TestContinueOnErrorGoesOn(t *testing.T) {
	world := newWorld(t)
	world.options.ContinueOnError = true
	world.aws.fails = map[string]string{"parameters-endpoint": "quota exceeded"}
	program := func(run *run) error {
		made := run.must(run.component(consumer, "parameters", endpoint(nil)))
		// What is known of a component that failed in part is handed on.
		assert.Equal(t, "parameters-security_group.id", made.outputs["securityGroupId"].StringValue())
		needing := func(name, output string) bool {
			inputs := resource.PropertyMap{"of": made.output(output)}
			return run.must(run.resource(vpc, name, inputs)).skipped
		}
		if world.aws.fails != nil {
			assert.True(t, needing("dependent", "endpointId"))
		}
		assert.False(t, needing("independent", "securityGroupId"))
		run.must(run.component(consumer, "objects", gateway(nil)))
		return nil
	}
	failed := world.try(engine.Update, false, program)
	require.Error(t, failed.err)
	assert.Contains(t, failed.said, "quota exceeded")
	assert.ElementsMatch(t, []string{
		"parameters", "parameters-security_group", "independent", "objects", "objects-endpoint",
	}, failed.names())

	world.aws.fails = nil
	done := world.up(program)
	assert.Equal(t, "create", done.ops()["parameters-endpoint"])
	assert.Equal(t, "same", done.ops()["parameters-security_group"])
}

// A child that is not made when it is changed leaves its siblings as they are.
func TestAChangeThatFailsIsTriedAgain(t *testing.T) {
	world := newWorld(t)
	program := func(action string) program {
		return func(run *run) error {
			_, err := run.component(consumer, "parameters", endpoint(resource.PropertyMap{
				"policy": text(policy(action)),
			}))
			return err
		}
	}
	world.up(program("ssm:GetParameter"))
	world.aws.fails = map[string]string{"parameters-endpoint": "not now"}
	require.Error(t, world.try(engine.Update, false, program("ssm:*")).err)
	world.aws.fails = nil
	done := world.up(program("ssm:*"))
	assert.Equal(t, "update", done.ops()["parameters-endpoint"])
	assert.Equal(t, "same", done.ops()["parameters-security_group"])
}

// Inputs that have to change are told before anything is made, with the paths to them.
func TestInputsThatHaveToChangeAreTold(t *testing.T) {
	world := newWorld(t)
	failed := world.try(engine.Update, false, func(run *run) error {
		_, err := run.component(consumer, "parameters", endpoint(resource.PropertyMap{
			"servce": text("ssm"), "vpcId": text("network"),
		}))
		return err
	})
	require.Error(t, failed.err)
	assert.Contains(t, failed.said, "servce")
	assert.Contains(t, failed.said, "vpcId")
	assert.Empty(t, failed.names())
}

// A problem is told where its place holds what is not known yet, or a resource.
func TestAProblemIsToldBesideWhatIsNotKnown(t *testing.T) {
	world := newWorld(t)
	program := func(run *run) error {
		network := run.must(run.resource(vpc, "network", nil))
		reference := resource.MakeCustomResourceReference(resource.URN(network.urn), "", "")
		_, err := run.component(consumer, "parameters", endpoint(resource.PropertyMap{
			"tags":      object(resource.PropertyMap{"a": idOf(network), "b": list()}),
			"subnetIds": list(reference),
			"service":   object(resource.PropertyMap{"a": idOf(network)}),
		}))
		return err
	}
	shown := world.try(engine.Update, true, program)
	require.Error(t, shown.err)
	for _, input := range []string{"tags", "subnetIds", "service"} {
		assert.Contains(t, shown.said, "property "+input)
	}
}
