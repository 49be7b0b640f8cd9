//go:build !newest

package lifecycle

import (
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// providerFromPath starts a plugin as the engine does. The newest engine wants one argument more.
func providerFromPath(host plugin.Host, ctx *plugin.Context, path string) (plugin.Provider, error) {
	return plugin.NewProviderFromPath(host, ctx, path)
}

// isUnknown says whether the engine left the resource out. This engine does not tell.
func isUnknown(*pulumirpc.RegisterResourceResponse) bool { return false }

// marksUnknown says whether the engine tells what a run leaves out.
const marksUnknown = false
