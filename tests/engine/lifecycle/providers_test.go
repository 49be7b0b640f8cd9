package lifecycle

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// provider registers an explicit provider and returns the reference to it.
func (r *run) provider(kind, name string, inputs resource.PropertyMap) string {
	made := r.must(r.resource("pulumi:providers:"+kind, name, inputs))
	return made.urn + "::" + made.id
}

func provided(providers map[string]string) option {
	return func(request *pulumirpc.RegisterResourceRequest) { request.Providers = providers }
}

// Providers that a component is given, or that it inherits, are those of its children and of what it asks.
func TestChildrenHaveTheProvidersOfTheirComponent(t *testing.T) {
	cases := map[string]func(*run, string){
		"given": func(run *run, own string) {
			run.must(run.component(consumer, "parameters", endpoint(nil), provided(map[string]string{"aws": own})))
		},
		"inherited": func(run *run, own string) {
			group := run.must(run.register(&pulumirpc.RegisterResourceRequest{
				Type: "my:index:Group", Name: "group", Providers: map[string]string{"aws": own},
			}))
			inside := func(request *pulumirpc.RegisterResourceRequest) { request.Parent = group.urn }
			run.must(run.component(consumer, "parameters", endpoint(nil), inside))
		},
	}
	for name, register := range cases {
		t.Run(name, func(t *testing.T) {
			world := newWorld(t)
			var own string
			done := world.up(func(run *run) error {
				own = run.provider("aws", "west", nil)
				register(run, own)
				return nil
			})
			for _, child := range []string{"parameters-endpoint", "parameters-security_group"} {
				found := done.find(child).Provider
				// The reference of the program is of the resource as it is registered; ids are made anew.
				assert.Equal(t, own, found, child)
			}
			// Nobody asked for one that is not explicit.
			assert.NotContains(t, done.written(), "pulumi:providers:aws::default")
		})
	}
}

// Without one of its own a component uses the provider that everybody uses.
func TestChildrenHaveTheDefaultProvider(t *testing.T) {
	world := newWorld(t)
	done := world.up(func(run *run) error {
		run.must(run.resource(vpc, "network", nil))
		run.must(run.component(consumer, "parameters", endpoint(nil)))
		return nil
	})
	assert.Equal(t, done.find("network").Provider, done.find("parameters-endpoint").Provider)
}

// An explicit provider of the package says which version of `aws` its components ask for.
func TestAProviderSaysWhichVersionChildrenHave(t *testing.T) {
	world := newWorld(t)
	done := world.up(func(run *run) error {
		own := run.provider("privatelink", "pinned", resource.PropertyMap{"awsVersion": text("7.48.0")})
		run.must(run.component(consumer, "parameters", endpoint(nil),
			func(request *pulumirpc.RegisterResourceRequest) { request.Provider = own }))
		return nil
	})
	assert.Contains(t, done.find("parameters-endpoint").Provider, "pulumi:providers:aws::default_7_48_0")
	world.aws.mutex.Lock()
	defer world.aws.mutex.Unlock()
	for _, version := range world.aws.versions {
		assert.Equal(t, "7.48.0", version)
	}
}

// Where default providers are forbidden, a component with explicit ones works, and one without says why it does not.
func TestDefaultProvidersAreForbidden(t *testing.T) {
	world := newWorld(t)
	world.config = config.Map{
		config.MustMakeKey("pulumi", "disable-default-providers"): config.NewValue("[\"aws\"]"),
	}
	done := world.up(func(run *run) error {
		own := run.provider("aws", "west", nil)
		run.must(run.component(consumer, "parameters", endpoint(nil), provided(map[string]string{"aws": own})))
		return nil
	})
	assert.Contains(t, done.names(), "parameters-endpoint")
	failed := world.try(engine.Update, false, func(run *run) error {
		_, err := run.component(consumer, "parameters", endpoint(nil))
		return err
	})
	require.Error(t, failed.err)
	assert.Contains(t, strings.ToLower(failed.said), "default provider")
}

// A provider whose configuration is not known yet makes no children in a preview, and all in the update.
func TestAProviderThatIsNotKnownYet(t *testing.T) {
	world := newWorld(t)
	program := func(run *run) error {
		network := run.must(run.resource(vpc, "network", nil))
		own := run.provider("aws", "late", resource.PropertyMap{"region": idOf(network)})
		run.must(run.component(consumer, "parameters", endpoint(nil), provided(map[string]string{"aws": own})))
		return nil
	}
	world.preview(program)
	assert.Contains(t, world.up(program).names(), "parameters-endpoint")
}
