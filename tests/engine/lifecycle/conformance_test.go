package lifecycle

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/display"
	"github.com/pulumi/pulumi/pkg/v3/engine"
	lifecycletest "github.com/pulumi/pulumi/pkg/v3/engine/lifecycletest/framework"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/pkg/v3/secrets/b64"
	conformance "github.com/pulumi/pulumi/pkg/v3/testing/pulumi-test-language/tests"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// conformanceVariable names the plugin of the components of Pulumi's conformance tests; `tests/src/conformance.rs` has
// them.
const conformanceVariable = "PRIVATELINK_CONFORMANCE"

// played are Pulumi's conformance tests that are tried with components of ours. The newest engine has more.
var played = append([]string{
	"l2-explicit-providers",
	"l2-plain-component",
	"provider-alias-component",
	"provider-ignore-changes-component",
	"provider-replacement-trigger-component",
	"provider-resource-component",
}, playedHere...)

// Why a conformance test is not tried.
const (
	calls      = "its component has a method; ours have none"
	references = "its component takes or hands out resources; ours take and hand out values"
	facts      = "its component hands out the organization, the project and the stack, which ours do not ask for"
	unused     = "its program uses nothing of the package that has components"
	ofPrograms = "its components are parts of the program, made by the SDK of its language without a plugin"
)

// leftOut says of all others that have components why they are not. The newest engine has more.
var leftOut = joined(map[string]string{
	"l2-component-call-plain":             calls,
	"l2-component-call-simple":            calls,
	"l2-component-component-resource-ref": references,
	"l2-component-program-resource-ref":   references,
	"l2-component-property-deps":          references,
	"l2-namespaced-provider":              references,
	"l2-resource-option-alias":            unused,
	"l3-component-config-objects":         ofPrograms,
	"l3-component-config-primitives":      ofPrograms,
	"l3-component-invoke":                 ofPrograms,
	"l3-component-nested":                 ofPrograms,
	"l3-component-primitive-conversions":  ofPrograms,
	"l3-component-provider":               ofPrograms,
	"l3-component-simple":                 ofPrograms,
	"provider-builtin-info-component":     facts,
}, leftOutHere)

func joined(reasons, more map[string]string) map[string]string {
	for name, reason := range more {
		reasons[name] = reason
	}
	return reasons
}

// A conformance test that a newer engine brings is noticed: each that has a component is played, or it is said why not.
func TestEveryConformanceTestOfComponentsIsKnown(t *testing.T) {
	known := map[string]string{}
	for _, name := range played {
		known[name] = "played"
	}
	for name, reason := range leftOut {
		require.NotContains(t, known, name)
		known[name] = reason
	}
	for name := range known {
		assert.Contains(t, conformance.LanguageTests, name, "there is no such test any more")
	}
	for name, test := range conformance.LanguageTests {
		packages, err := packagesOf(test)
		require.NoError(t, err, name)
		hasComponent := strings.Contains(name, "component") || len(test.LanguageProviders) > 0
		for _, one := range packages {
			hasComponent = hasComponent || one.isOurs()
		}
		if hasComponent {
			assert.Contains(t, known, name, "play it, or say why not")
		}
	}
}

// Components of ours pass Pulumi's conformance tests: its programs and its assertions, both as they are.
func TestComponentsConform(t *testing.T) {
	for _, name := range played {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test, isThere := conformance.LanguageTests[name]
			require.True(t, isThere)
			packages, err := packagesOf(test)
			require.NoError(t, err)
			stage := &stage{t: t, name: name, packages: packages, plugin: os.Getenv(conformanceVariable)}
			require.NotEmpty(t, stage.plugin, "%s is not set", conformanceVariable)
			for at, run := range test.Runs {
				folder := "testdata/" + name
				if len(test.Runs) > 1 && !test.RunsShareSource {
					folder = fmt.Sprintf("%s/%d", folder, at)
				}
				blocks, err := parsed(conformance.LanguageTestdata, folder)
				require.NoError(t, err)
				stage.play(run, blocks)
			}
		})
	}
}

// stage is a stack of a conformance test, and everything around it, as Pulumi's own runner sets it up:
// https://github.com/pulumi/pulumi/blob/v3.255.0/pkg/testing/pulumi-test-language/runner/runner.go
type stage struct {
	t        *testing.T
	name     string
	packages map[string]known
	// plugin is the program that is ours.
	plugin string
	state  *deploy.Snapshot
}

// result is what came of an operation.
type result struct {
	plan    *deploy.Plan
	changes display.ResourceChanges
	events  []engine.Event
	err     error
}

// play previews a program, makes it so, and has both asserted.
func (s *stage) play(run conformance.TestRun, blocks blocks) {
	require.Empty(s.t, run.PolicyPacks, "policies are not played")
	done := s.operate(run, blocks, true)
	s.passes(func(l *conformance.L) {
		if run.AssertPreview == nil {
			require.NoError(l, done.err, "expected no error in preview")
			return
		}
		run.AssertPreview(l, conformance.AssertPreviewArgs{
			Err: done.err, Plan: done.plan, Changes: done.changes, Events: done.events,
		})
	})
	done = s.operate(run, blocks, false)
	s.passes(func(l *conformance.L) {
		run.Assert(l, conformance.AssertArgs{
			Err: done.err, Snap: s.state, Changes: done.changes, Events: done.events,
		})
	})
}

// passes fails the test if an assertion of Pulumi's fails.
func (s *stage) passes(assertions func(*conformance.L)) {
	s.t.Helper()
	verdict := conformance.WithL(assertions)
	require.False(s.t, verdict.Failed, strings.Join(verdict.Messages, "\n"))
}

// operate runs a program; the state of an update is kept as a backend keeps it, whatever comes of it.
func (s *stage) operate(run conformance.TestRun, blocks blocks, preview bool) result {
	said := &transcript{}
	language := deploytest.NewLanguageRuntime(s.running(blocks), s.required()...)
	secrets := b64.NewBase64SecretsManager()
	plan := &lifecycletest.TestPlan{
		Project: s.name, Config: run.Config, Decrypter: secrets.Decrypter(),
	}
	options := lifecycletest.TestUpdateOptions{
		UpdateOptions: run.UpdateOptions, T: s.t, SkipDisplayTests: true,
		HostF: func() plugin.Host {
			return &stageHost{newHost(s.t, s.plugin, nil, language, said), s.t, s.packages}
		},
	}
	var done result
	update := func(
		info engine.UpdateInfo, context *engine.Context, options engine.UpdateOptions, preview bool,
	) (*deploy.Plan, display.ResourceChanges, error) {
		done.plan, done.changes, done.err = engine.Update(info, context, options, preview)
		return done.plan, done.changes, done.err
	}
	validate := func(
		_ workspace.Project, _ deploy.Target, _ engine.JournalEntries, events []engine.Event, _ error,
	) error {
		done.events = events
		// What is left is what the framework itself finds wrong.
		return nil
	}
	target := plan.GetTarget(s.t, s.state)
	target.Organization = "organization"
	state, err := lifecycletest.TestOp(update).RunWithContext(
		context.Background(), plan.GetProject(), target, options, preview, nil, validate)
	s.t.Log(said.String())
	require.NoError(s.t, err)
	if !preview {
		written, err := stack.SerializeDeployment(context.Background(), state, false)
		require.NoError(s.t, err)
		s.state, err = stack.DeserializeDeploymentV3(
			context.Background(), *written, b64.Base64SecretsProvider)
		require.NoError(s.t, err)
	}
	return done
}

// required are the packages that an SDK finds in a program.
func (s *stage) required() []workspace.PackageDescriptor {
	var all []workspace.PackageDescriptor
	for _, one := range s.packages {
		all = append(all, workspace.PackageDescriptor{PluginDescriptor: one.descriptor})
	}
	return all
}

// running is the program with what every SDK does before and after.
func (s *stage) running(blocks blocks) deploytest.ProgramFunc {
	return func(info plugin.RunInfo, monitor *deploytest.ResourceMonitor) error {
		running := &run{t: s.t, client: monitor.Client(), monitor: monitor}
		root := &pulumirpc.RegisterResourceRequest{
			Type: "pulumi:pulumi:Stack", Name: s.name + "-test",
		}
		made, err := running.register(root)
		if err != nil {
			return err
		}
		running.stack = made.urn
		player := newPlayer(running, s.packages, info.DryRun)
		return player.play(blocks)
	}
}
