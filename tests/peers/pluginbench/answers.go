package main

import (
	_ "embed"
	"encoding/json"
	"maps"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

//go:embed answers.json
var builtinAnswers []byte

// answers is what the cloud makes up.
type answers struct {
	// By type, and for every type under "*". "{id}" stands for the id of the resource.
	Outputs map[string]map[string]any `json:"outputs"`
	// By token.
	Invokes map[string]map[string]any `json:"invokes"`
}

func loadAnswers() (*answers, error) {
	var all answers
	return &all, json.Unmarshal(builtinAnswers, &all)
}

// outputs echoes the inputs and adds what the cloud makes up. The caller holds mu.
func (m *monitor) outputs(
	request *pulumirpc.RegisterResourceRequest, r *registration, id string,
) (*structpb.Struct, error) {
	echo, err := plain(request)
	if err != nil {
		return nil, err
	}
	fields := maps.Clone(echo.GetFields())
	if fields == nil {
		fields = map[string]*structpb.Value{}
	}
	for _, template := range []map[string]any{m.answers.Outputs[r.typ], m.answers.Outputs["*"]} {
		for key, value := range template {
			if _, ok := fields[key]; !ok {
				fields[key] = made(value, r, id)
			}
		}
	}
	return &structpb.Struct{Fields: fields}, nil
}

// plain returns the inputs without output values, which the engine never sends back.
func plain(request *pulumirpc.RegisterResourceRequest) (*structpb.Struct, error) {
	hasOutputs := false
	found := func([]string) { hasOutputs = true }
	for _, value := range request.GetObject().GetFields() {
		visit(value, func(string) {}, found)
	}
	if !hasOutputs && request.GetAcceptSecrets() {
		return request.GetObject(), nil
	}
	options := plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true, KeepResources: true}
	properties, err := plugin.UnmarshalProperties(request.GetObject(), options)
	if err != nil {
		return nil, err
	}
	options.KeepSecrets, options.KeepResources = request.GetAcceptSecrets(), request.GetAcceptResources()
	return plugin.MarshalProperties(properties, options)
}

// made fills a template, and notes whose outputs the texts in it are.
func made(template any, r *registration, id string) *structpb.Value {
	switch template := template.(type) {
	case string:
		text := strings.ReplaceAll(template, "{id}", id)
		if text != template && r.trace != nil {
			r.trace.origin[text] = r.urn
		}
		return structpb.NewStringValue(text)
	case float64:
		return structpb.NewNumberValue(template)
	case bool:
		return structpb.NewBoolValue(template)
	case []any:
		list := &structpb.ListValue{}
		for _, item := range template {
			list.Values = append(list.Values, made(item, r, id))
		}
		return structpb.NewListValue(list)
	case map[string]any:
		object := &structpb.Struct{Fields: map[string]*structpb.Value{}}
		for key, member := range template {
			object.Fields[key] = made(member, r, id)
		}
		return structpb.NewStructValue(object)
	}
	return structpb.NewNullValue()
}
