package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// accepted is which forms of values a plugin takes.
type accepted struct {
	secrets, resources, outputs bool
}

// start does what the engine does between the port and the first Construct.
func (b *bench) start(ctx context.Context, folder string, in *inputs) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	handshake, err := b.client.Handshake(ctx, &pulumirpc.ProviderHandshakeRequest{
		EngineAddress: b.monitor.engineAddress, RootDirectory: &folder, ProgramDirectory: &folder,
		ConfigureWithUrn: true, SupportsViews: true, SupportsRefreshBeforeUpdate: true, InvokeWithPreview: true,
	})
	if err != nil && status.Code(err) != codes.Unimplemented {
		return fmt.Errorf("Handshake: %w", err)
	}
	if _, err := b.client.GetPluginInfo(ctx, &emptypb.Empty{}); err != nil {
		return fmt.Errorf("GetPluginInfo: %w", err)
	}
	schema, err := b.client.GetSchema(ctx, &pulumirpc.GetSchemaRequest{})
	if err != nil {
		return fmt.Errorf("GetSchema: %w", err)
	}
	b.figures.SchemaMs = ms(time.Since(b.plugin.spawned))
	if err := b.checkSchema(schema.GetSchema()); err != nil {
		return err
	}
	takes, err := b.configure(ctx)
	if err != nil {
		return err
	}
	if handshake != nil {
		takes = accepted{handshake.GetAcceptSecrets(), handshake.GetAcceptResources(), handshake.GetAcceptOutputs()}
	}
	if !takes.secrets {
		return errors.New("the plugin does not accept secrets: the engine refuses to call Construct")
	}
	used := b.plugin.usage()
	b.figures.RSSStartKiB, b.figures.StartCPUMs = used.rssKiB, used.cpuMs
	b.inputs, b.dependencies, err = in.encode(takes)
	return err
}

// configure checks and sets an empty configuration, and returns what an older plugin says that it accepts.
func (b *bench) configure(ctx context.Context) (accepted, error) {
	typ, name := "pulumi:providers:"+b.pkg(), "default"
	urn := urnFor("", typ, name)
	args := &structpb.Struct{Fields: map[string]*structpb.Value{}}
	check, err := b.client.CheckConfig(ctx, &pulumirpc.CheckRequest{
		Urn: urn, Name: name, Type: typ, Olds: args, News: args,
	})
	switch {
	case err != nil && status.Code(err) != codes.Unimplemented:
		return accepted{}, fmt.Errorf("CheckConfig: %w", err)
	case len(check.GetFailures()) > 0:
		return accepted{}, fmt.Errorf("CheckConfig: %v", check.GetFailures())
	case check.GetInputs() != nil:
		args = check.GetInputs()
	}
	id := "00000000-0000-4000-8000-000000000000"
	answer, err := b.client.Configure(ctx, &pulumirpc.ConfigureRequest{
		Urn: &urn, Name: &name, Type: &typ, Id: &id, Args: args,
		AcceptSecrets: true, AcceptResources: true, SendsOldInputs: true, SendsOldInputsToDelete: true,
	})
	if err != nil {
		return accepted{}, fmt.Errorf("Configure: %w", err)
	}
	return accepted{answer.GetAcceptSecrets(), answer.GetAcceptResources(), answer.GetAcceptOutputs()}, nil
}

// pkg is the package of the component.
func (b *bench) pkg() string { return strings.SplitN(b.token, ":", 2)[0] }

func (b *bench) checkSchema(text string) error {
	var schema struct {
		Name      string `json:"name"`
		Resources map[string]struct {
			IsComponent bool `json:"isComponent"`
		} `json:"resources"`
	}
	if err := json.Unmarshal([]byte(text), &schema); err != nil {
		return fmt.Errorf("the schema: %w", err)
	}
	if schema.Name != b.pkg() || !schema.Resources[b.token].IsComponent {
		return fmt.Errorf("the schema does not say that %s is a component", b.token)
	}
	return nil
}
