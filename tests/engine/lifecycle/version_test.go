//go:build !newest

package lifecycle

import (
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// providerFromPath starts a plugin as the engine does. The newest engine wants one argument more.
func providerFromPath(host plugin.Host, ctx *plugin.Context, path string) (plugin.Provider, error) {
	return plugin.NewProviderFromPath(host, ctx, path)
}

// setText gives a provider one more setting.
func setText(request *plugin.ConfigureRequest, name, value string) {
	request.Inputs = with(resource.PropertyMap{resource.PropertyKey(name): text(value)}, request.Inputs)
}

// isSkipped says whether the engine skipped the resource.
func isSkipped(answer *pulumirpc.RegisterResourceResponse) bool {
	return answer.Result == pulumirpc.Result_SKIP
}

// marksUnknown says whether the engine tells what a run leaves out.
const marksUnknown = false

// playedHere are conformance tests that only this engine has, and leftOutHere why others are not tried.
var (
	playedHere  []string
	leftOutHere map[string]string
)
