//go:build newest

package lifecycle

import (
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/env"
	"github.com/pulumi/pulumi/sdk/v3/go/property"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// providerFromPath starts a plugin as the engine does.
func providerFromPath(host plugin.Host, ctx *plugin.Context, path string) (plugin.Provider, error) {
	return plugin.NewProviderFromPath(host, ctx, path, env.NewEnv(env.Global))
}

// setText gives a provider one more setting.
func setText(request *plugin.ConfigureRequest, name, value string) {
	request.Inputs = request.Inputs.Set(name, property.New(value))
}

// isSkipped says whether the engine skipped the resource, which it marks like what a run leaves out.
func isSkipped(answer *pulumirpc.RegisterResourceResponse) bool { return answer.Unknown }

// marksUnknown says whether the engine tells what a run leaves out.
const marksUnknown = true

// playedHere are conformance tests that only this engine has, and leftOutHere why others are not tried.
var (
	playedHere = []string{
		"l2-component-output-value-input-deps",
		"l2-failed-create-component-continue-on-error",
	}
	leftOutHere = map[string]string{
		"l1-component-sourceless":           ofPrograms,
		"l2-invoke-depends-on-component":    references,
		"l2-map-keys-invoke-call":           calls,
		"l3-component-provider-inheritance": ofPrograms,
	}
)
