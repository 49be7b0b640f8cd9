package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

// inputs of the component. The file is plain JSON, in which {"$output": V, "from": URN} is a known output of another
// resource.
type inputs struct {
	properties resource.PropertyMap
	origin     map[string]string // known text -> URN of the resource that it is of
}

func loadInputs(path string) (*inputs, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var document map[string]any
	if err := json.Unmarshal(raw, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	in := &inputs{properties: resource.PropertyMap{}, origin: map[string]string{}}
	for key, value := range document {
		in.properties[resource.PropertyKey(key)] = in.value(value)
	}
	return in, nil
}

func (in *inputs) value(value any) resource.PropertyValue {
	switch value := value.(type) {
	case []any:
		items := make([]resource.PropertyValue, len(value))
		for i, item := range value {
			items[i] = in.value(item)
		}
		return resource.NewProperty(items)
	case map[string]any:
		if inner, ok := value["$output"]; ok {
			urn, _ := value["from"].(string)
			if text, ok := inner.(string); ok {
				in.origin[text] = urn
			}
			return resource.NewProperty(resource.Output{
				Element: in.value(inner), Known: true, Dependencies: []resource.URN{resource.URN(urn)},
			})
		}
		object := resource.PropertyMap{}
		for key, inner := range value {
			object[resource.PropertyKey(key)] = in.value(inner)
		}
		return resource.NewProperty(object)
	default:
		return resource.NewPropertyValue(value)
	}
}

// encode marshals the inputs with the options of the engine's provider.Construct.
func (in *inputs) encode(takes accepted) (
	*structpb.Struct, map[string]*pulumirpc.ConstructRequest_PropertyDependencies, error,
) {
	encoded, err := plugin.MarshalProperties(in.properties, plugin.MarshalOptions{
		Label:            "Construct.inputs",
		KeepUnknowns:     true,
		KeepSecrets:      takes.secrets,
		KeepResources:    takes.resources,
		KeepOutputValues: takes.outputs,
		PropagateNil:     true,
	})
	if err != nil {
		return nil, nil, err
	}
	// The engine sends an entry for every input, with an empty list where nothing is depended on.
	dependencies := map[string]*pulumirpc.ConstructRequest_PropertyDependencies{}
	for key, value := range in.properties {
		urns := map[string]bool{}
		addDependencies(urns, value)
		dependencies[string(key)] = &pulumirpc.ConstructRequest_PropertyDependencies{Urns: sortedKeys(urns)}
	}
	return encoded, dependencies, nil
}

func addDependencies(urns map[string]bool, value resource.PropertyValue) {
	switch {
	case value.IsOutput():
		output := value.OutputValue()
		addDependencies(urns, output.Element)
		for _, urn := range output.Dependencies {
			urns[string(urn)] = true
		}
	case value.IsArray():
		for _, item := range value.ArrayValue() {
			addDependencies(urns, item)
		}
	case value.IsObject():
		for _, item := range value.ObjectValue() {
			addDependencies(urns, item)
		}
	}
}

func sortedKeys[V any](of map[string]V) []string { return slices.Sorted(maps.Keys(of)) }
