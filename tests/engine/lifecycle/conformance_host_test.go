package lifecycle

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	conformance "github.com/pulumi/pulumi/pkg/v3/testing/pulumi-test-language/tests"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/env"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// known is a package of a conformance test.
type known struct {
	descriptor workspace.PluginDescriptor
	// reference is Pulumi's own provider.
	reference func() plugin.Provider
	schema    schema.PackageSpec
	// components are the tokens of components.
	components map[string]bool
	// isSchemaOnly is whether Pulumi's provider has nothing but the schema: the plugin under test is the provider.
	isSchemaOnly bool
}

// isOurs is whether the package has components, which are ours here.
func (k known) isOurs() bool { return len(k.components) > 0 }

// packagesOf are the packages of a test by name.
func packagesOf(test conformance.LanguageTest) (map[string]known, error) {
	all := map[string]known{}
	for _, reference := range test.Providers {
		one := known{reference: reference, components: map[string]bool{}}
		provider := reference()
		info, err := provider.GetPluginInfo(context.Background())
		if err != nil {
			return nil, err
		}
		if one.schema, err = schemaOf(provider); err != nil {
			return nil, err
		}
		name := one.schema.Name
		one.isSchemaOnly = slices.Contains(test.LanguageProviders, name)
		for token, resource := range one.schema.Resources {
			// Such a schema does not say what is a component.
			if resource.IsComponent || one.isSchemaOnly {
				one.components[token] = true
			}
		}
		one.descriptor = workspace.PluginDescriptor{
			Name: name, Kind: apitype.ResourcePlugin, Version: info.Version,
		}
		all[name] = one
	}
	return all, nil
}

func schemaOf(provider plugin.Provider) (schema.PackageSpec, error) {
	var spec schema.PackageSpec
	answer, err := provider.GetSchema(context.Background(), plugin.GetSchemaRequest{})
	if err != nil {
		return spec, err
	}
	return spec, json.Unmarshal(answer.Schema, &spec)
}

// stageHost has the plugins of a conformance test: Pulumi's own, but for components, which are ours.
type stageHost struct {
	*pluginHost
	t        *testing.T
	packages map[string]known
}

func (h *stageHost) Provider(
	ctx *plugin.Context, descriptor workspace.PluginDescriptor, _ env.Env,
) (plugin.Provider, error) {
	one, isThere := h.packages[descriptor.Name]
	if !isThere {
		return nil, fmt.Errorf("there is no plugin %q", descriptor.Name)
	}
	provider := one.reference()
	if one.isOurs() {
		path := variant(h.t, h.plugin, "PRIVATELINK_PACKAGE", descriptor.Name)
		own, err := providerFromPath(h, ctx, path)
		if err != nil {
			return nil, err
		}
		if err := sameComponents(own, one); err != nil {
			return nil, errors.Join(err, own.Close())
		}
		own = versioned{own, h.versionBelow(one)}
		if one.isSchemaOnly {
			provider = own
		} else {
			provider = constructing{provider, own}
		}
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.providers = append(h.providers, provider)
	return provider, nil
}

// versionBelow is the version of the package whose resources a component is made of: its own, or the only other one.
func (h *stageHost) versionBelow(of known) string {
	below := of
	for _, one := range h.packages {
		if of.isSchemaOnly && !one.isOurs() {
			below = one
		}
	}
	return below.descriptor.Version.String()
}

// versioned is a plugin of ours that is told which version makes the resources, as a stack's configuration does. Where
// nobody says so it asks the engine, which starts a provider of its own to answer: one resource more in the state.
type versioned struct {
	plugin.Provider
	version string
}

func (v versioned) Configure(
	ctx context.Context, request plugin.ConfigureRequest,
) (plugin.ConfigureResponse, error) {
	setText(&request, "awsVersion", v.version)
	return v.Provider.Configure(ctx, request)
}

// constructing is a provider of Pulumi's whose components are ours: what they are made of stays its own.
type constructing struct {
	plugin.Provider
	own plugin.Provider
}

func (c constructing) Configure(
	ctx context.Context, request plugin.ConfigureRequest,
) (plugin.ConfigureResponse, error) {
	if _, err := c.own.Configure(ctx, request); err != nil {
		return plugin.ConfigureResponse{}, err
	}
	return c.Provider.Configure(ctx, request)
}

func (c constructing) Construct(
	ctx context.Context, request plugin.ConstructRequest,
) (plugin.ConstructResponse, error) {
	return c.own.Construct(ctx, request)
}

func (c constructing) SignalCancellation(ctx context.Context) error {
	return errors.Join(c.own.SignalCancellation(ctx), c.Provider.SignalCancellation(ctx))
}

func (c constructing) Close() error {
	return errors.Join(c.own.Close(), c.Provider.Close())
}

// sameComponents compares what components of ours take and give with what those of the reference do, by name.
func sameComponents(own plugin.Provider, of known) error {
	ours, err := schemaOf(own)
	if err != nil {
		return err
	}
	for token, resource := range ours.Resources {
		wanted := of.schema.Resources[token]
		for what, names := range map[string][2][]string{
			"inputs":           {sortedKeys(resource.InputProperties), sortedKeys(wanted.InputProperties)},
			"required inputs":  {sorted(resource.RequiredInputs), sorted(wanted.RequiredInputs)},
			"outputs":          {sortedKeys(resource.Properties), sortedKeys(wanted.Properties)},
			"required outputs": {sorted(resource.Required), sorted(wanted.Required)},
		} {
			if !of.components[token] || !slices.Equal(names[0], names[1]) {
				return fmt.Errorf("%s has the %s %v instead of %v", token, what, names[0], names[1])
			}
		}
	}
	return nil
}

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }

func sortedKeys(properties map[string]schema.PropertySpec) []string {
	return slices.Sorted(maps.Keys(properties))
}
