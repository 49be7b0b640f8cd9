package lifecycle

import (
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func map1(key, value string) resource.PropertyMap {
	return resource.PropertyMap{resource.PropertyKey(key): text(value)}
}

// A preview shows what the update then does, of a program that is new and of one that changed.
func TestAPreviewShowsWhatTheUpdateDoes(t *testing.T) {
	tags := func(team string) resource.PropertyMap {
		return resource.PropertyMap{"tags": object(map1("team", team))}
	}
	one := func(token string, inputs func() resource.PropertyMap) program {
		return func(run *run) error {
			run.must(run.component(token, "it", inputs()))
			return nil
		}
	}
	cases := map[string][]program{
		"a new endpoint": {
			one(consumer, func() resource.PropertyMap { return endpoint(nil) }),
		},
		"other tags": {
			one(consumer, func() resource.PropertyMap { return endpoint(tags("one")) }),
			one(consumer, func() resource.PropertyMap { return endpoint(tags("two")) }),
		},
		"a principal more": {
			one(service, func() resource.PropertyMap { return offer(nil) }),
			one(service, func() resource.PropertyMap {
				return offer(resource.PropertyMap{"allowedPrincipals": list(
					text("arn:aws:iam::222222222222:root"), text("arn:aws:iam::333333333333:root"))})
			}),
		},
		"another network": {
			one(consumer, func() resource.PropertyMap { return endpoint(nil) }),
			one(consumer, func() resource.PropertyMap { return endpoint(map1("vpcId", "vpc-2")) }),
		},
		"another component": {
			one(consumer, func() resource.PropertyMap { return endpoint(nil) }),
			one(consumer, func() resource.PropertyMap { return gateway(nil) }),
		},
	}
	for name, programs := range cases {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			world.aws.replaces = map[string]bool{"vpcId": true}
			for _, program := range programs {
				shown := world.preview(program).ops()
				assert.Equal(t, shown, world.up(program).ops())
			}
			for child, op := range world.preview(programs[len(programs)-1]).ops() {
				assert.Equal(t, "same", op, child)
			}
		})
	}
}

// What a replaced child is called is not known in a preview, so whatever uses it is shown to change.
func TestAPreviewOfAReplacement(t *testing.T) {
	world := newWorld(t)
	world.aws.replaces = map[string]bool{"description": true}
	program := func(name string) program {
		return func(run *run) error {
			run.must(run.component(consumer, "it", endpoint(map1("name", name))))
			return nil
		}
	}
	world.up(program("one"))
	world.aws.forget()
	world.preview(program("two"))
	checked := world.aws.of("Check", "it-endpoint")
	require.NotEmpty(t, checked)
	created := world.aws.of("Create", "it-security_group")
	if len(created) > 0 {
		assert.True(t, checked[0].inputs["securityGroupIds"].ContainsUnknowns())
	}
	world.up(program("two"))
}

// A list that an update will fill is not taken for empty: AWS makes the proof of a name when the name is given.
func TestAPreviewOfAnUpdateLeavesOpenWhatWillBeComputed(t *testing.T) {
	world := newWorld(t)
	nothing := list()
	world.aws.computed = map[string]resource.PropertyMap{
		"payments-service": {"privateDnsNameConfigurations": nothing},
	}
	program := func(more resource.PropertyMap) program {
		return func(run *run) error {
			run.must(run.component(service, "payments", offer(more)))
			return nil
		}
	}
	world.up(program(nil))
	world.aws.forget()
	named := resource.PropertyMap{"privateDns": object(resource.PropertyMap{
		"name": text("payments.example.com"), "verification": text("route53"),
		"hostedZoneId": text("Z0123456789ABCDEFGHIJ"),
	})}
	world.preview(program(named))
	var records []call
	for _, call := range world.aws.of("Check", "") {
		if call.inputs.HasValue("zoneId") {
			records = append(records, call)
		}
	}
	require.Len(t, records, 1)
	assert.True(t, records[0].inputs["name"].ContainsUnknowns(), "%v", records[0].inputs)
}

// A look-up that is refused is a warning in a preview, and an error in the update.
func TestAPreviewOfARefusedFunction(t *testing.T) {
	world := newWorld(t)
	world.aws.refuses = map[string]string{"getVpc": "no such network"}
	program := func(run *run) error {
		inputs := endpoint(resource.PropertyMap{
			// The ranges of the VPC may connect, and they are looked up.
			"securityGroup": object(resource.PropertyMap{}),
		})
		_, err := run.component(consumer, "parameters", inputs)
		return err
	}
	shown := world.try(engine.Update, true, program)
	require.NoError(t, shown.err)
	assert.Contains(t, shown.said, "no such network")
	failed := world.try(engine.Update, false, program)
	require.Error(t, failed.err)
	assert.Contains(t, failed.said, "no such network")
}
