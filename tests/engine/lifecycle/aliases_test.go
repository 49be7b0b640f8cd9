package lifecycle

import (
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
)

func aliased(alias *pulumirpc.Alias) option {
	return func(request *pulumirpc.RegisterResourceRequest) {
		request.Aliases = []*pulumirpc.Alias{alias}
	}
}

func formerly(spec *pulumirpc.Alias_Spec) *pulumirpc.Alias {
	return &pulumirpc.Alias{Alias: &pulumirpc.Alias_Spec_{Spec: spec}}
}

// A component that gets another name keeps its children, whatever they are called after it.
func TestARenamedComponentKeepsItsChildren(t *testing.T) {
	old := "urn:pulumi:test::test::privatelink:index:PrivateLinkConsumer::old"
	cases := map[string]*pulumirpc.Alias{
		"by its name": formerly(&pulumirpc.Alias_Spec{Name: "old"}),
		"by its URN":  {Alias: &pulumirpc.Alias_Urn{Urn: old}},
	}
	for name, alias := range cases {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			world.up(func(run *run) error {
				run.must(run.component(consumer, "old", endpoint(nil)))
				return nil
			})
			world.aws.forget()
			done := world.up(func(run *run) error {
				run.must(run.component(consumer, "new", endpoint(nil), aliased(alias)))
				return nil
			})
			assert.Equal(t, map[string]string{
				"new": "same", "new-endpoint": "same", "new-security_group": "same",
			}, done.ops())
			assert.Equal(t, "old-endpoint.id", string(done.find("new-endpoint").ID))
			assert.Empty(t, append(world.aws.of("Create", ""), world.aws.of("Delete", "")...))
		})
	}
}

// Without an alias a renamed component is another one.
func TestAComponentWithoutAnAliasIsAnotherOne(t *testing.T) {
	world := newWorld(t)
	world.up(func(run *run) error {
		run.must(run.component(consumer, "old", endpoint(nil)))
		return nil
	})
	done := world.up(func(run *run) error {
		run.must(run.component(consumer, "new", endpoint(nil)))
		return nil
	})
	assert.Equal(t, "create", done.ops()["new-endpoint"])
	assert.Equal(t, "delete", done.ops()["old-endpoint"])
}

// A component that moves into another one of the program keeps its children.
func TestAComponentMovesIntoAnother(t *testing.T) {
	world := newWorld(t)
	world.up(func(run *run) error {
		run.must(run.component(consumer, "parameters", endpoint(nil)))
		return nil
	})
	parent := &pulumirpc.Alias_Spec{Parent: &pulumirpc.Alias_Spec_ParentUrn{ParentUrn: stackURN}}
	done := world.up(func(run *run) error {
		group := run.must(run.register(&pulumirpc.RegisterResourceRequest{
			Type: "my:index:Group", Name: "group",
		}))
		inside := func(request *pulumirpc.RegisterResourceRequest) { request.Parent = group.urn }
		run.must(run.component(consumer, "parameters", endpoint(nil), inside, aliased(formerly(parent))))
		return nil
	})
	assert.Equal(t, map[string]string{
		"group": "create", "parameters": "same", "parameters-endpoint": "same",
		"parameters-security_group": "same",
	}, done.ops())
}
