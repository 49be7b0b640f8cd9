package lifecycle

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/resource/stack"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/urn"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What `tests/tests/lifecycle` tells: where records are, what resources answer, and what is to be recorded.
const (
	releasedVariable = "PRIVATELINK_RELEASED"
	answersVariable  = "PRIVATELINK_ANSWERS"
	casesVariable    = "PRIVATELINK_CASES"
	versionVariable  = "PRIVATELINK_VERSION"
)

// kept is what a record keeps of a resource. What it answers is made up anew, ids follow from names.
type kept struct {
	Type string `json:"type"`
	Name string `json:"name"`
	// Parent is the name of the component, if it is of one.
	Parent string `json:"parent,omitempty"`
	// Provider is the name of its provider.
	Provider string         `json:"provider,omitempty"`
	Inputs   map[string]any `json:"inputs,omitempty"`
}

// record is the states that one version makes of cases of a component.
type record struct {
	Token string            `json:"token"`
	Cases map[string][]kept `json:"cases"`
}

// answering is a world whose resources answer what the catalogue says that they have.
func answering(t *testing.T) *world {
	world := newWorld(t)
	require.NoError(t, json.Unmarshal([]byte(os.Getenv(answersVariable)), &world.aws.answers))
	return world
}

// it is a program with one component.
func it(token string, inputs map[string]any) program {
	return func(run *run) error {
		given, err := stack.DeserializeProperties(inputs, nil)
		require.NoError(run.t, err)
		run.must(run.component(token, "it", given))
		return nil
	}
}

// keep is a state as a record has it.
func keep(t *testing.T, resources []apitype.ResourceV3) []kept {
	var all []kept
	for _, one := range resources {
		if one.Type == "pulumi:pulumi:Stack" {
			continue
		}
		found := kept{Type: string(one.Type), Name: one.URN.Name(), Inputs: one.Inputs}
		if one.Parent != "" && one.Parent.Name() == "it" {
			found.Parent = "it"
		}
		if one.Provider != "" {
			reference := one.Provider[:strings.LastIndex(one.Provider, "::")]
			found.Provider = resource.URN(reference).Name()
		}
		all = append(all, found)
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	require.NotContains(t, string(text), resource.SigKey, "nothing secret is kept")
	return all
}

// put makes a state what a record has kept.
func (w *world) put(token string, all []kept) {
	w.t.Helper()
	w.up(func(*run) error { return nil })
	deployment, err := stack.SerializeDeployment(context.Background(), w.state, false)
	require.NoError(w.t, err)
	providers := map[string]string{}
	for _, one := range all {
		parent := resource.URN(stackURN)
		var above tokens.Type
		if one.Parent != "" {
			above = tokens.Type(token)
			parent = urn.New("test", "test", "", above, one.Parent)
		}
		id := resource.ID(one.Name + ".id")
		made := apitype.ResourceV3{
			URN:  urn.New("test", "test", above, tokens.Type(one.Type), one.Name),
			Type: tokens.Type(one.Type), Parent: parent, Inputs: one.Inputs, Outputs: map[string]any{},
			Provider: providers[one.Provider],
		}
		made.Custom = one.Type != token
		switch {
		case strings.HasPrefix(one.Type, "pulumi:providers:"):
			id = "8f1cd5a6-6b13-4d3c-9d3c-7f9a2f0a0001"
			providers[one.Name] = string(made.URN) + "::" + string(id)
			made.Outputs = one.Inputs
			if one.Parent == "" {
				made.Parent = ""
			}
		case made.Custom:
			inputs, err := stack.DeserializeProperties(one.Inputs, nil)
			require.NoError(w.t, err)
			made.Outputs = w.aws.outputs(one.Type, one.Name, inputs).Mappable()
		}
		if made.Custom {
			made.ID = id
		}
		deployment.Resources = append(deployment.Resources, made)
	}
	// Nothing in it is secret.
	deployment.SecretsProviders = nil
	manager := w.state.SecretsManager
	w.state, err = stack.DeserializeDeploymentV3(context.Background(), *deployment, nil)
	require.NoError(w.t, err)
	w.state.SecretsManager = manager
}

// The states of every recorded version are what the programs of then ask for today, too.
func TestStatesOfEarlierVersionsStayAsTheyAre(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(os.Getenv(releasedVariable), "*", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var recorded record
		require.NoError(t, json.Unmarshal(text, &recorded))
		version := filepath.Base(filepath.Dir(file))
		for name, resources := range recorded.Cases {
			component := strings.TrimSuffix(filepath.Base(file), ".json")
			t.Run(version+"/"+component+"/"+name, func(t *testing.T) {
				world := answering(t)
				world.put(recorded.Token, resources)
				done := world.preview(it(recorded.Token, inputsOf(t, recorded.Token, resources)))
				for name, op := range done.ops() {
					assert.Equal(t, "same", op, name)
				}
				assert.Len(t, done.ops(), len(done.names()))
			})
		}
	}
}

// inputsOf is what the component was given.
func inputsOf(t *testing.T, token string, resources []kept) map[string]any {
	for _, one := range resources {
		if one.Type == token {
			return one.Inputs
		}
	}
	require.Failf(t, "no component", "%s", token)
	return nil
}

// What this version makes is written down, for the versions after it.
func TestThisVersionIsRecorded(t *testing.T) {
	path := os.Getenv(casesVariable)
	if path == "" {
		t.Skip("nobody asks for it")
	}
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var components map[string]struct {
		Token string
		Cases map[string]map[string]any
	}
	require.NoError(t, json.Unmarshal(text, &components))
	folder := filepath.Join(os.Getenv(releasedVariable), os.Getenv(versionVariable))
	require.NoError(t, os.MkdirAll(folder, 0o755))
	for name, component := range components {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			recorded := record{Token: component.Token, Cases: map[string][]kept{}}
			var mutex sync.Mutex
			for name, inputs := range component.Cases {
				t.Run(name, func(t *testing.T) {
					world := answering(t)
					done := world.up(it(component.Token, inputs))
					kept := keep(t, done.resources)
					mutex.Lock()
					defer mutex.Unlock()
					recorded.Cases[name] = kept
				})
			}
			t.Cleanup(func() {
				text := written(t, recorded)
				require.NoError(t, os.WriteFile(filepath.Join(folder, name+".json"), text, 0o644))
			})
		})
	}
}

// written is a record as text, with a line for each resource.
func written(t *testing.T, recorded record) []byte {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	require.NoError(t, encoder.Encode(recorded))
	lines := strings.NewReplacer(
		`:[{"type"`, ":[\n{\"type\"", `},{"type":"`, "},\n{\"type\":\"",
	)
	return []byte(lines.Replace(text.String()))
}
