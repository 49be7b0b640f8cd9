package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/host"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/env"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/stretchr/testify/require"
)

// pluginVariable names the plugin that is tried; `tests/tests/lifecycle` sets it.
const pluginVariable = "PRIVATELINK_PLUGIN"

// pluginHost is the engine's own host, with its own server for plugins, but for where plugins come from: ours is the
// program that was built, `aws` is made up.
type pluginHost struct {
	plugin.Host
	plugin   string
	aws      *aws
	language plugin.LanguageRuntime

	mutex     sync.Mutex
	providers []plugin.Provider
}

// newHost starts a host. What plugins say is written to `said`, debugging included.
func newHost(
	t *testing.T, path string, aws *aws, language plugin.LanguageRuntime, said *transcript,
) *pluginHost {
	sink := diag.DefaultSink(said, said, diag.FormatOptions{Color: colors.Never, Debug: true})
	own, err := host.New(context.Background(), sink, sink, nil, nil, nil, nil, nil)
	require.NoError(t, err)
	return &pluginHost{Host: own, plugin: path, aws: aws, language: language}
}

func (h *pluginHost) Provider(
	ctx *plugin.Context, descriptor workspace.PluginDescriptor, _ env.Env,
) (plugin.Provider, error) {
	var provider plugin.Provider
	var err error
	switch descriptor.Name {
	case "privatelink":
		if h.plugin == "" {
			return nil, fmt.Errorf("%s is not set", pluginVariable)
		}
		provider, err = providerFromPath(h, ctx, h.plugin)
	case "aws":
		h.aws.asked(descriptor)
		provider = plugin.NewProviderWithClient(ctx, h.aws.client, false)
	default:
		return nil, fmt.Errorf("there is no plugin %q", descriptor.Name)
	}
	if err != nil {
		return nil, err
	}
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.providers = append(h.providers, provider)
	return provider, nil
}

func (h *pluginHost) LanguageRuntime(*plugin.Context, string) (plugin.LanguageRuntime, error) {
	return h.language, nil
}

func (h *pluginHost) ResolvePlugin(
	_ *plugin.Context, descriptor workspace.PluginDescriptor,
) (*workspace.PluginInfo, error) {
	return &workspace.PluginInfo{
		Kind: descriptor.Kind, Name: descriptor.Name, Version: descriptor.Version,
	}, nil
}

func (h *pluginHost) SignalCancellation() error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	var all []error
	for _, provider := range h.providers {
		all = append(all, provider.SignalCancellation(context.Background()))
	}
	all = append(all, h.language.Cancel(context.Background()))
	return errors.Join(all...)
}

func (h *pluginHost) Close() error {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	for _, provider := range h.providers {
		// The made-up one has no process to close.
		_ = provider.Close()
	}
	h.providers = nil
	return h.Host.Close()
}

// transcript keeps what is written to it.
type transcript struct {
	mutex sync.Mutex
	text  []byte
}

func (s *transcript) Write(text []byte) (int, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.text = append(s.text, text...)
	return len(text), nil
}

func (s *transcript) String() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return string(s.text)
}
