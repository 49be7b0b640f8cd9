package lifecycle

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	lifecycletest "github.com/pulumi/pulumi/pkg/v3/engine/lifecycletest/framework"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/require"
)

// world is a stack, and everything around it.
type world struct {
	t   *testing.T
	aws *aws
	// plugin is the program that is ours.
	plugin string
	// options of the next operation.
	options engine.UpdateOptions
	// config of the stack.
	config config.Map
	// context of the next operation; it is cancelled with it.
	context context.Context
	state   *deploy.Snapshot
}

func newWorld(t *testing.T) *world {
	t.Parallel()
	return &world{
		t: t, aws: newAws(t), plugin: os.Getenv(pluginVariable), context: context.Background(),
	}
}

// program is what a user wrote.
type program func(*run) error

// outcome is what came of an operation.
type outcome struct {
	t   *testing.T
	err error
	// steps that were begun, in their order.
	steps []step
	// said is everything that anybody said, debugging included.
	said string
	// problems are messages of the severity error.
	problems []string
	// resources in the state.
	resources []apitype.ResourceV3
}

// step is what the engine does to a resource.
type step struct{ op, urn string }

func (s step) name() string { return nameOf(s.urn) }

// up runs a program and makes it so. It has to succeed.
func (w *world) up(program program) outcome {
	w.t.Helper()
	done := w.try(engine.Update, false, program)
	require.NoError(w.t, done.err, done.said)
	return done
}

// preview shows what an update would do. It has to succeed.
func (w *world) preview(program program) outcome {
	w.t.Helper()
	done := w.try(engine.Update, true, program)
	require.NoError(w.t, done.err, done.said)
	return done
}

// destroy removes everything that is not protected.
func (w *world) destroy() outcome {
	w.t.Helper()
	done := w.try(engine.Destroy, false, nil)
	require.NoError(w.t, done.err, done.said)
	return done
}

// try does something to the stack; the state is kept, whatever comes of it.
func (w *world) try(op lifecycletest.TestOp, preview bool, program program) outcome {
	w.t.Helper()
	said := &transcript{}
	language := deploytest.NewLanguageRuntime(w.running(program))
	plan := &lifecycletest.TestPlan{Config: w.config, Decrypter: config.NopDecrypter}
	options := lifecycletest.TestUpdateOptions{
		UpdateOptions: w.options, T: w.t, SkipDisplayTests: true,
		HostF: func() plugin.Host { return newHost(w.t, w.plugin, w.aws, language, said) },
	}
	done := outcome{t: w.t}
	validate := func(
		_ workspace.Project, _ deploy.Target, _ engine.JournalEntries, events []engine.Event,
		err error,
	) error {
		for _, event := range events {
			done.hear(event, said)
		}
		return err
	}
	target := plan.GetTarget(w.t, w.state)
	state, err := op.RunWithContext(
		w.context, plan.GetProject(), target, options, preview, nil, validate)
	done.err, done.said = err, said.String()
	if !preview {
		w.state = state
	}
	done.resources = w.resources()
	w.t.Logf("%v", done.steps)
	w.t.Log(done.said)
	return done
}

func (o *outcome) hear(event engine.Event, said *transcript) {
	switch payload := event.Payload().(type) {
	case engine.ResourcePreEventPayload:
		op := string(payload.Metadata.Op)
		o.steps = append(o.steps, step{op, string(payload.Metadata.URN)})
	case engine.DiagEventPayload:
		fmt.Fprintf(said, "%s: %s %s\n", payload.Severity, payload.URN, payload.Message)
		if payload.Severity == "error" {
			o.problems = append(o.problems, payload.Message)
		}
	}
}

// running is the program with what every SDK does before.
func (w *world) running(program program) deploytest.ProgramFunc {
	return func(_ plugin.RunInfo, monitor *deploytest.ResourceMonitor) error {
		running := &run{t: w.t, client: monitor.Client(), monitor: monitor}
		root := &pulumirpc.RegisterResourceRequest{
			Type: "pulumi:pulumi:Stack", Name: "test-test",
		}
		made, err := running.register(root)
		if err != nil {
			return err
		}
		running.stack = made.urn
		return program(running)
	}
}

// resources are those in the state, as they are written to a file.
func (w *world) resources() []apitype.ResourceV3 {
	if w.state == nil {
		return nil
	}
	written, err := stack.SerializeDeployment(context.Background(), w.state, false)
	require.NoError(w.t, err)
	return written.Resources
}

// find is the resource of this name in the state that is no provider.
func (o outcome) find(name string) apitype.ResourceV3 {
	o.t.Helper()
	for _, resource := range o.resources {
		if resource.URN.Name() == name && !strings.HasPrefix(string(resource.Type), "pulumi:") {
			return resource
		}
	}
	require.Failf(o.t, "no such resource", "%s is not among %v", name, o.names())
	return apitype.ResourceV3{}
}

// names are those of all resources in the state but the stack and providers.
func (o outcome) names() []string {
	var names []string
	for _, resource := range o.resources {
		if !strings.HasPrefix(string(resource.Type), "pulumi:") {
			names = append(names, resource.URN.Name())
		}
	}
	return names
}

// ops is what is done to each resource but the stack and providers, by name.
func (o outcome) ops() map[string]string {
	ops := map[string]string{}
	for _, step := range o.steps {
		if strings.Contains(step.urn, "pulumi:pulumi:Stack::") || strings.Contains(step.urn, "pulumi:providers:") {
			continue
		}
		if before := ops[step.name()]; before != "" {
			ops[step.name()] = before + " " + step.op
		} else {
			ops[step.name()] = step.op
		}
	}
	return ops
}

// order is the position of the step of each resource.
func (o outcome) order() map[string]int {
	order := map[string]int{}
	for position, step := range o.steps {
		order[step.name()] = position
	}
	return order
}

// written is the whole state as text.
func (o outcome) written() string {
	text, err := json.Marshal(o.resources)
	require.NoError(o.t, err)
	return string(text)
}
