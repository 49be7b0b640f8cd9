package lifecycle

import (
	"math"
	"math/rand"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/asset"
)

// maker makes up values.
type maker struct{ *rand.Rand }

// texts that something could take for something else.
var texts = []string{
	"", "a", "name", "value", "secret", "dependencies", "id", "urn", "Größe", "日本語", "\u0000", "\"", "a.b[0]",
	"4dabf18193072939515e22adb298388e", "null", "true", "1",
	// The texts of SDKs for values that are not known, one letter short.
	"04da6b54-80e4-46f7-96ec-b56ff0331ba", "__unknown__",
}

var numbers = []float64{
	0, 1, -1, 0.5, 443, 65535, 1 << 53, -(1 << 53), math.MaxFloat64, math.SmallestNonzeroFloat64,
	math.Copysign(0, -1), 1e21, 123456789.123,
}

func (m maker) text() string { return texts[m.Intn(len(texts))] }

func (m maker) properties(depth int) resource.PropertyMap {
	members := resource.PropertyMap{}
	for range m.Intn(5) {
		members[resource.PropertyKey(m.text())] = m.value(depth)
	}
	return members
}

// value is any value, wrapped or not.
func (m maker) value(depth int) resource.PropertyValue {
	if depth == 0 {
		return m.plain(depth)
	}
	switch m.Intn(8) {
	case 0:
		return resource.MakeSecret(m.value(depth - 1))
	case 1:
		return resource.MakeComputed(text(""))
	case 2, 3:
		return m.output(depth - 1)
	default:
		return m.plain(depth - 1)
	}
}

// output is a value with what is known about it.
func (m maker) output(depth int) resource.PropertyValue {
	output := resource.Output{Known: m.Intn(3) > 0, Secret: m.Intn(2) == 0}
	output.Element = resource.NewNullProperty()
	if output.Known {
		output.Element = m.plain(depth)
	}
	for range m.Intn(3) {
		output.Dependencies = append(output.Dependencies, m.urn())
	}
	return resource.NewProperty(output)
}

func (m maker) urn() resource.URN {
	return resource.URN("urn:pulumi:test::test::aws:ec2/vpc:Vpc::" + string(rune('a'+m.Intn(4))))
}

// plain is a value without a wrapper of its own.
func (m maker) plain(depth int) resource.PropertyValue {
	kinds := 8
	if depth <= 0 {
		kinds = 6
	}
	switch m.Intn(kinds) {
	case 0:
		return resource.NewNullProperty()
	case 1:
		return resource.NewProperty(m.Intn(2) == 0)
	case 2:
		return resource.NewProperty(numbers[m.Intn(len(numbers))])
	case 3:
		return text(m.text())
	case 4:
		return m.reference()
	case 5:
		made, err := asset.FromText(m.text())
		if err != nil {
			panic(err)
		}
		return resource.NewProperty(made)
	case 6:
		elements := []resource.PropertyValue{}
		for range m.Intn(4) {
			elements = append(elements, m.value(depth-1))
		}
		return list(elements...)
	default:
		return object(m.properties(depth - 1))
	}
}

// reference is a resource: a component, one that is there, or one that is not yet.
func (m maker) reference() resource.PropertyValue {
	version := []string{"", "6.83.0"}[m.Intn(2)]
	switch m.Intn(3) {
	case 0:
		return resource.MakeComponentResourceReference(m.urn(), version)
	case 1:
		return resource.MakeCustomResourceReference(m.urn(), "", version)
	default:
		return resource.MakeCustomResourceReference(m.urn(), "vpc-1", version)
	}
}
