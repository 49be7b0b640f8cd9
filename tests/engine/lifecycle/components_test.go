package lifecycle

import (
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/logging"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// three components of every kind that tests here use.
func three(run *run) error {
	run.must(run.component(consumer, "objects", gateway(nil)))
	run.must(run.component(consumer, "parameters", endpoint(nil)))
	run.must(run.component(service, "payments", offer(nil)))
	return nil
}

// Components and their children are made once, stay as they are, and go, children first.
func TestComponentsStayAsTheyAre(t *testing.T) {
	world := newWorld(t)
	made := world.up(three)
	for name, op := range made.ops() {
		assert.Equal(t, "create", op, name)
	}
	assert.ElementsMatch(t, []string{
		"objects", "objects-endpoint", "parameters", "parameters-endpoint", "parameters-security_group",
		"payments", "payments-principal-arn:aws:iam::222222222222:root", "payments-service",
	}, made.names())

	world.aws.forget()
	for name, op := range world.up(three).ops() {
		assert.Equal(t, "same", op, name)
	}
	assert.Empty(t, append(world.aws.of("Create", ""), world.aws.of("Update", "")...))

	gone := world.destroy()
	assert.Empty(t, gone.names())
	order := gone.order()
	assert.Less(t, order["parameters-endpoint"], order["parameters-security_group"])
	assert.Less(t, order["parameters-security_group"], order["parameters"])
}

// What waits for a component, or reads an output of it, goes before its children do.
func TestWhatDependsOnAComponentGoesFirst(t *testing.T) {
	cases := map[string]option{
		"by an output": nil,
		"by dependsOn": func(request *pulumirpc.RegisterResourceRequest) {
			request.Object, request.PropertyDependencies = nil, nil
			request.Dependencies = []string{
				"urn:pulumi:test::test::privatelink:index:PrivateLinkConsumer::parameters",
			}
		},
	}
	for name, option := range cases {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			world.up(func(run *run) error {
				made := run.must(run.component(consumer, "parameters", endpoint(nil)))
				inputs := resource.PropertyMap{"tag": made.output("endpointId")}
				var options []func(*pulumirpc.RegisterResourceRequest)
				if option != nil {
					options = append(options, option)
				}
				dependent := run.must(run.resource(vpc, "dependent", inputs, as(options)...))
				assert.NotEmpty(t, dependent.id)
				return nil
			})
			order := world.destroy().order()
			assert.Less(t, order["dependent"], order["parameters-endpoint"])
			assert.Less(t, order["parameters-endpoint"], order["parameters-security_group"])
		})
	}
}

func as(changes []func(*pulumirpc.RegisterResourceRequest)) []option {
	var options []option
	for _, change := range changes {
		options = append(options, change)
	}
	return options
}

// An output says which children it comes from, and no others.
func TestOutputsSayWhatTheyComeFrom(t *testing.T) {
	world := newWorld(t)
	world.up(func(run *run) error {
		made := run.must(run.component(consumer, "parameters", endpoint(nil)))
		assert.Equal(t, "parameters-endpoint.id", made.outputs["endpointId"].StringValue())
		assert.Equal(t, []string{"parameters-security_group"}, named(made.dependencies["securityGroupId"]))
		assert.Contains(t, named(made.dependencies["endpointId"]), "parameters-endpoint")
		return nil
	})
}

func named(urns []string) []string {
	var names []string
	for _, urn := range urns {
		names = append(names, nameOf(urn))
	}
	return names
}

// A child that uses an input comes from what the input comes from; one that does not use it does not wait for it.
func TestChildrenSayWhatTheyComeFrom(t *testing.T) {
	world := newWorld(t)
	world.aws.ids = map[string]string{"network": "vpc-1", "policy": policy("ssm:*")}
	done := world.up(func(run *run) error {
		network := run.must(run.resource(vpc, "network", nil))
		policy := run.must(run.resource(vpc, "policy", nil))
		inputs := endpoint(resource.PropertyMap{
			"vpcId":  idOf(network),
			"policy": idOf(policy),
		})
		run.must(run.component(consumer, "parameters", inputs))
		return nil
	})
	group, made := done.find("parameters-security_group"), done.find("parameters-endpoint")
	assert.Equal(t, []string{"network"}, namesOf(group.PropertyDependencies["vpcId"]))
	assert.Equal(t, []string{"network"}, namesOf(group.Dependencies))
	assert.Equal(t, []string{"policy"}, namesOf(made.PropertyDependencies["policy"]))
	assert.Equal(t, []string{"parameters-security_group"},
		namesOf(made.PropertyDependencies["securityGroupIds"]))
	assert.ElementsMatch(t, []string{"network", "policy", "parameters-security_group"},
		namesOf(made.Dependencies))
	assert.ElementsMatch(t, []string{"network", "policy"},
		namesOf(done.find("parameters").Dependencies))
}

// idOf is the id of a resource, as an SDK hands it to a component.
func idOf(made made) resource.PropertyValue {
	return resource.NewProperty(resource.Output{
		Element: text(made.id), Known: made.id != "", Dependencies: []resource.URN{resource.URN(made.urn)},
	})
}

func namesOf(urns []resource.URN) []string {
	names := []string{}
	for _, urn := range urns {
		names = append(names, urn.Name())
	}
	return names
}

// A secret is one in every child, in the state and in outputs, and nobody says it.
func TestASecretStaysOne(t *testing.T) {
	world := newWorld(t)
	tags := object(resource.PropertyMap{
		"hidden": resource.MakeSecret(text("hunter2")), "open": text("for all"),
	})
	// A provider repeats tags, and does not know that they are secret.
	repeated := object(map1("hidden", "hunter2"))
	world.aws.computed = map[string]resource.PropertyMap{
		"parameters-endpoint":       {"tagsAll": repeated},
		"parameters-security_group": {"tagsAll": repeated},
	}
	done := world.up(func(run *run) error {
		inputs := endpoint(resource.PropertyMap{
			"tags": tags, "policy": resource.MakeSecret(text(policy("hunter2:*"))),
		})
		run.must(run.component(consumer, "parameters", inputs))
		return nil
	})
	require.Contains(t, done.written(), "for all")
	assert.NotContains(t, done.written(), "hunter2")
	assert.NotContains(t, done.said, "hunter2")
	call := world.aws.of("Create", "parameters-endpoint")[0]
	assert.Equal(t, policy("hunter2:*"), call.inputs["policy"].SecretValue().Element.StringValue())
	assert.NotEmpty(t, done.find("parameters-endpoint").Outputs["tagsAll"])
}

// However much a user wants to read, the plugin says nothing of a secret, be it that it cannot use it.
func TestASecretStaysOneAtAnyVerbosity(t *testing.T) {
	logging.InitLogging(true, 11, true)
	world := newWorld(t)
	hidden := resource.MakeSecret(text("hunter2"))
	world.up(func(run *run) error {
		run.must(run.component(consumer, "parameters", endpoint(resource.PropertyMap{
			"tags": object(resource.PropertyMap{"hidden": hidden}),
		})))
		return nil
	})
	failed := world.try(engine.Update, false, func(run *run) error {
		_, err := run.component(consumer, "parameters", endpoint(resource.PropertyMap{
			"vpcId": hidden, "policy": hidden, "subnetIds": list(hidden), "tags": hidden,
		}))
		return err
	})
	require.Error(t, failed.err)
	assert.Contains(t, failed.said, "vpcId")
	assert.NotContains(t, failed.said, "hunter2")
	assert.NotContains(t, failed.err.Error(), "hunter2")
}

// What is not known yet is not known in the children that use it, and only there.
func TestUnknownsReachTheChildrenThatUseThem(t *testing.T) {
	world := newWorld(t)
	world.preview(func(run *run) error {
		network := run.must(run.resource(vpc, "network", nil))
		require.Empty(t, network.id)
		made := run.must(run.component(consumer, "parameters", endpoint(resource.PropertyMap{
			"policy": idOf(network),
		})))
		assert.False(t, made.output("endpointId").OutputValue().Known)
		assert.False(t, made.output("securityGroupId").OutputValue().Known)
		assert.Equal(t, "Interface", made.outputs["endpointType"].StringValue())
		return nil
	})
	group := world.aws.of("Create", "parameters-security_group")[0]
	require.True(t, group.preview)
	assert.False(t, group.inputs.ContainsUnknowns())
	made := world.aws.of("Create", "parameters-endpoint")[0]
	assert.True(t, made.inputs["policy"].IsComputed())
	assert.True(t, made.inputs["securityGroupIds"].ContainsUnknowns())
	assert.False(t, made.inputs["vpcId"].ContainsUnknowns())
}
