package lifecycle

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/zclconf/go-cty/cty"
)

// providerPrefix begins the token of the provider of a package.
const providerPrefix = "pulumi:providers:"

// blocks are a program in the language of Pulumi's conformance tests, which is HCL.
type blocks []*hclsyntax.Block

// parsed reads the program in a folder.
func parsed(files fs.FS, folder string) (blocks, error) {
	paths, err := fs.Glob(files, folder+"/*.pp")
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("there is no program in %s: %w", folder, err)
	}
	var all blocks
	for _, path := range paths {
		source, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		file, diagnostics := hclsyntax.ParseConfig(source, path, hcl.InitialPos)
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		body := file.Body.(*hclsyntax.Body)
		for name := range body.Attributes {
			return nil, fmt.Errorf("%s: %s: named values are not played", path, name)
		}
		all = append(all, body.Blocks...)
	}
	return all, nil
}

// player runs a program as an SDK does, as far as the tests need it. Whatever else stands in a program is an error.
type player struct {
	run      *run
	packages map[string]known
	preview  bool
	made     map[string]made
	// remote says of a resource whether it is a component.
	remote map[string]bool
}

func newPlayer(run *run, packages map[string]known, preview bool) *player {
	return &player{run, packages, preview, map[string]made{}, map[string]bool{}}
}

// play registers the resources in the order in which they stand there, and the outputs of the stack.
func (p *player) play(blocks blocks) error {
	outputs := resource.PropertyMap{}
	for _, block := range blocks {
		var err error
		switch {
		case block.Type == "resource" && len(block.Labels) == 2:
			err = p.resource(block.Labels[0], block.Labels[1], block.Body)
		case block.Type == "output" && len(block.Labels) == 1 && block.Body.Attributes["value"] != nil:
			outputs[resource.PropertyKey(block.Labels[0])], err = p.value(block.Body.Attributes["value"].Expr)
		default:
			err = fmt.Errorf("%s: %s is not played", block.Range(), block.Type)
		}
		if err != nil {
			return err
		}
	}
	written, err := plugin.MarshalProperties(outputs, plugin.MarshalOptions{
		KeepUnknowns: true, KeepSecrets: true, KeepResources: true,
	})
	if err != nil {
		return err
	}
	_, err = p.run.client.RegisterResourceOutputs(context.Background(),
		&pulumirpc.RegisterResourceOutputsRequest{Urn: p.run.stack, Outputs: written})
	return err
}

func (p *player) resource(name, token string, body *hclsyntax.Body) error {
	of, isThere := p.packages[strings.Split(strings.TrimPrefix(token, providerPrefix), ":")[0]]
	if !isThere {
		return fmt.Errorf("%s: there is no such package", token)
	}
	inputs := resource.PropertyMap{}
	for key, attribute := range body.Attributes {
		value, err := p.value(attribute.Expr)
		if err != nil {
			return err
		}
		inputs[resource.PropertyKey(key)] = value
	}
	options := []option{func(request *pulumirpc.RegisterResourceRequest) {
		request.Version = of.descriptor.Version.String()
	}}
	for _, block := range body.Blocks {
		if block.Type != "options" {
			return fmt.Errorf("%s: %s is not played", block.Range(), block.Type)
		}
		for name, attribute := range block.Body.Attributes {
			option, err := p.option(name, attribute.Expr)
			if err != nil {
				return err
			}
			options = append(options, option)
		}
	}
	register := p.run.resource
	p.remote[name] = of.components[token]
	if p.remote[name] {
		register = p.run.component
	}
	var err error
	p.made[name], err = register(token, name, inputs, options...)
	return err
}

// option is an option of a resource.
func (p *player) option(name string, expr hclsyntax.Expression) (option, error) {
	switch name {
	case "parent":
		made, isThere := p.made[hcl.ExprAsKeyword(expr)]
		if !isThere {
			return nil, fmt.Errorf("%s: there is no such parent", expr.Range())
		}
		return func(request *pulumirpc.RegisterResourceRequest) { request.Parent = made.urn }, nil
	case "ignoreChanges":
		listed, diagnostics := hcl.ExprList(expr)
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		var names []string
		for _, one := range listed {
			names = append(names, hcl.ExprAsKeyword(one))
		}
		return func(request *pulumirpc.RegisterResourceRequest) { request.IgnoreChanges = names }, nil
	case "replacementTrigger":
		value, err := p.value(expr)
		if err != nil {
			return nil, err
		}
		trigger, err := plugin.MarshalPropertyValue("replacementTrigger", value, everything)
		return func(request *pulumirpc.RegisterResourceRequest) {
			request.ReplacementTrigger = trigger
		}, err
	case "aliases":
		return p.aliases(expr)
	case "providers":
		return p.providers(expr)
	}
	return nil, fmt.Errorf("%s: the option %s is not played", expr.Range(), name)
}

// aliases are those that say that there was no parent, the only ones that tests have.
func (p *player) aliases(expr hclsyntax.Expression) (option, error) {
	value, err := p.value(expr)
	if err != nil {
		return nil, err
	}
	if !value.DeepEquals(list(object(resource.PropertyMap{"noParent": resource.NewProperty(true)}))) {
		return nil, fmt.Errorf("%s: such aliases are not played", expr.Range())
	}
	noParent := &pulumirpc.Alias_Spec_NoParent{NoParent: true}
	return aliased(formerly(&pulumirpc.Alias_Spec{Parent: noParent})), nil
}

// providers are a list of them, or a map from names of packages.
func (p *player) providers(expr hclsyntax.Expression) (option, error) {
	var listed []hcl.Expression
	if pairs, diagnostics := hcl.ExprMap(expr); !diagnostics.HasErrors() {
		for _, pair := range pairs {
			listed = append(listed, pair.Value)
		}
	} else if listed, diagnostics = hcl.ExprList(expr); diagnostics.HasErrors() {
		return nil, diagnostics
	}
	references := map[string]string{}
	for _, one := range listed {
		made, isThere := p.made[hcl.ExprAsKeyword(one)]
		of, isProvider := strings.CutPrefix(tokenOf(made.urn), providerPrefix)
		if !isThere || !isProvider {
			return nil, fmt.Errorf("%s: there is no such provider", expr.Range())
		}
		id := made.id
		if id == "" {
			id = plugin.UnknownStringValue
		}
		references[of] = made.urn + "::" + id
	}
	return provided(references), nil
}

// value is what an expression gives, with what each part of it depends on.
func (p *player) value(expr hclsyntax.Expression) (resource.PropertyValue, error) {
	switch expr := expr.(type) {
	case *hclsyntax.ObjectConsExpr:
		members := resource.PropertyMap{}
		for _, item := range expr.Items {
			key, diagnostics := item.KeyExpr.Value(nil)
			if diagnostics.HasErrors() {
				return resource.PropertyValue{}, diagnostics
			}
			value, err := p.value(item.ValueExpr)
			if err != nil {
				return resource.PropertyValue{}, err
			}
			members[resource.PropertyKey(key.AsString())] = value
		}
		return object(members), nil
	case *hclsyntax.TupleConsExpr:
		items := []resource.PropertyValue{}
		for _, item := range expr.Exprs {
			value, err := p.value(item)
			if err != nil {
				return resource.PropertyValue{}, err
			}
			items = append(items, value)
		}
		return list(items...), nil
	}
	variables, urns, err := p.variables(expr)
	if err != nil {
		return resource.PropertyValue{}, err
	}
	value, diagnostics := expr.Value(&hcl.EvalContext{Variables: variables})
	if diagnostics.HasErrors() {
		return resource.PropertyValue{}, diagnostics
	}
	return withDependencies(value, urns)
}

// variables are the outputs that an expression reads, such as `name.output`, and the resources that those depend on.
func (p *player) variables(expr hclsyntax.Expression) (map[string]cty.Value, []resource.URN, error) {
	outputs := map[string]map[string]cty.Value{}
	var urns []resource.URN
	for _, traversal := range expr.Variables() {
		name := traversal.RootName()
		made, isThere := p.made[name]
		if !isThere || len(traversal) != 2 {
			return nil, nil, fmt.Errorf("%s: only outputs of resources are played", expr.Range())
		}
		output, isOutput := traversal[1].(hcl.TraverseAttr)
		if !isOutput {
			return nil, nil, fmt.Errorf("%s: only outputs of resources are played", expr.Range())
		}
		if outputs[name] == nil {
			outputs[name] = map[string]cty.Value{}
		}
		value, err := p.output(made, output.Name)
		if err != nil {
			return nil, nil, err
		}
		outputs[name][output.Name] = value
		dependencies := made.dependencies[output.Name]
		if !p.remote[name] {
			dependencies = []string{made.urn}
		}
		for _, urn := range dependencies {
			urns = append(urns, resource.URN(urn))
		}
	}
	variables := map[string]cty.Value{}
	for name, members := range outputs {
		variables[name] = cty.ObjectVal(members)
	}
	return variables, urns, nil
}

// output is the value of an output. What is not there is not known in a preview, and null otherwise.
func (p *player) output(made made, name string) (cty.Value, error) {
	value, isThere := made.outputs[resource.PropertyKey(name)]
	isKnown := isThere || !p.preview
	if isThere && value.IsOutput() {
		value, isKnown = value.OutputValue().Element, value.OutputValue().Known
	}
	switch {
	case !isKnown || value.IsComputed():
		return cty.DynamicVal, nil
	case value.IsNull():
		return cty.NullVal(cty.DynamicPseudoType), nil
	case value.IsBool():
		return cty.BoolVal(value.BoolValue()), nil
	case value.IsNumber():
		return cty.NumberFloatVal(value.NumberValue()), nil
	case value.IsString():
		return cty.StringVal(value.StringValue()), nil
	}
	return cty.NilVal, fmt.Errorf("the output %s of %s is not played: %v", name, made.urn, value)
}

// withDependencies is a value as an SDK sends it.
func withDependencies(value cty.Value, urns []resource.URN) (resource.PropertyValue, error) {
	var plain resource.PropertyValue
	switch {
	case !value.IsKnown(), value.IsNull():
		plain = resource.NewNullProperty()
	case value.Type() == cty.Bool:
		plain = resource.NewProperty(value.True())
	case value.Type() == cty.Number:
		number, _ := value.AsBigFloat().Float64()
		plain = resource.NewProperty(number)
	case value.Type() == cty.String:
		plain = text(value.AsString())
	default:
		return plain, fmt.Errorf("a %s is not played", value.Type().FriendlyName())
	}
	if value.IsKnown() && len(urns) == 0 {
		return plain, nil
	}
	return resource.NewProperty(resource.Output{
		Element: plain, Known: value.IsKnown(), Dependencies: urns,
	}), nil
}
