package lifecycle

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// releasesVariable names the plugin of a component that has several releases; `tests/src/releases.rs` says what they are.
const releasesVariable = "PRIVATELINK_RELEASES"

// release is the plugin of one release.
func release(t *testing.T, name string) string {
	plugin := os.Getenv(releasesVariable)
	require.NotEmpty(t, plugin, "%s is not set", releasesVariable)
	return variant(t, plugin, "PRIVATELINK_RELEASE", name)
}

// variant is a program that starts another one with a variable set, which engines do not do for a plugin.
func variant(t *testing.T, program, variable, value string) string {
	path := filepath.Join(t.TempDir(), "pulumi-resource-privatelink")
	script := fmt.Sprintf("#!/bin/sh\n%s=%s exec '%s' \"$@\"\n", variable, value, program)
	require.NoError(t, os.WriteFile(path, []byte(script), 0o755))
	return path
}

// gate is a program with the component of the releases.
func gate(token, name string, options ...option) program {
	return func(run *run) error {
		run.must(run.component(token, name, resource.PropertyMap{
			"vpcId":   text("vpc-1"),
			"clients": object(resource.PropertyMap{"a": text("10.0.0.0/16"), "b": text("10.1.0.0/16")}),
		}, options...))
		return nil
	}
}

const (
	tokenOfSecond = "privatelink:index:Gate"
	tokenOfThird  = "privatelink:index:Portal"
)

// same is what is to be done with everything of the second and the third release.
var same = map[string]string{
	"it": "same", "it-gate": "same", "it-client-a": "same", "it-client-b": "same",
	"it-alert-main": "same", "it-logs": "same", "it-expiry": "same",
}

// What a release calls otherwise stays what it is: another label, a loop, another token, another name of the component.
func TestWhatAReleaseRenamesIsKept(t *testing.T) {
	byName := aliased(formerly(&pulumirpc.Alias_Spec{Name: "old"}))
	cases := map[string]struct {
		// before is the release of the first program, after that of the second.
		before, after, token, name string
		options                    []option
	}{
		"nodes":                      {"first", "second", tokenOfSecond, "it", nil},
		"the component":              {"second", "third", tokenOfThird, "it", nil},
		"the component of a program": {"second", "second", tokenOfSecond, "old", []option{byName}},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			world := answering(t)
			world.plugin = release(t, one.before)
			world.up(gate(tokenOfSecond, one.name))
			world.aws.forget()
			world.plugin = release(t, one.after)
			assert.Equal(t, same, world.preview(gate(one.token, "it", one.options...)).ops())
			done := world.up(gate(one.token, "it", one.options...))
			assert.Equal(t, same, done.ops())
			assert.Empty(t, append(world.aws.of("Create", ""), world.aws.of("Delete", "")...))
			if one.before == "first" {
				assert.Equal(t, "it-door.id", string(done.find("it-gate").ID))
				assert.Equal(t, "it-alert.id", string(done.find("it-alert-main").ID))
			}
			assert.Equal(t, same, world.up(gate(one.token, "it")).ops())
		})
	}
}

// Both at once are found, too, but the engine loses track of what depends on what while it writes its state down
// (https://github.com/pulumi/pulumi/issues/21426). So no release renames a component together with what is in it.
func TestAComponentRenamedWithItsNodesIsFound(t *testing.T) {
	byName := aliased(formerly(&pulumirpc.Alias_Spec{Name: "old"}))
	cases := map[string]struct {
		after, token, name string
		options            []option
	}{
		"by a release": {"third", tokenOfThird, "it", nil},
		"by a program": {"second", tokenOfSecond, "old", []option{byName}},
	}
	for name, one := range cases {
		t.Run(name, func(t *testing.T) {
			world := answering(t)
			world.plugin = release(t, "first")
			world.up(gate(tokenOfSecond, one.name))
			world.plugin = release(t, one.after)
			assert.Equal(t, same, world.preview(gate(one.token, "it", one.options...)).ops())
		})
	}
}

// A release that forgets what it called things replaces them, so the tests before this one could fail.
func TestWhatAReleaseForgetsIsReplaced(t *testing.T) {
	world := answering(t)
	world.plugin = release(t, "first")
	world.up(gate(tokenOfSecond, "it"))
	world.plugin = release(t, "forgetful")
	ops := world.up(gate(tokenOfSecond, "it")).ops()
	assert.Equal(t, map[string]string{
		"it": "same", "it-logs": "same",
		"it-door": "delete", "it-gate": "create",
		"it-rule-a": "delete", "it-rule-b": "delete", "it-client-a": "create", "it-client-b": "create",
		"it-alert": "delete", "it-alert-main": "create",
		"it-expiry": "create delete",
	}, ops)
}
