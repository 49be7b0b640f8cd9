package lifecycle

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"math/rand"
	"net"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
)

// How many values are tried.
const (
	usual    = 2_000
	thorough = 200_000
)

// What Pulumi's marshaller writes means the same to the plugin, and what the plugin writes means the same to Pulumi's.
func TestValuesComeBackAsTheyWere(t *testing.T) {
	address := os.Getenv("PRIVATELINK_VALUES")
	if address == "" {
		t.Skip("nobody answers")
	}
	connection, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer connection.Close()
	count := usual
	if os.Getenv("PRIVATELINK_THOROUGH") != "" {
		count = thorough
	}
	for seed := range count {
		source := maker{rand.New(rand.NewSource(int64(seed)))}
		properties := source.properties(4)
		options := everything
		// Kept apart from what older engines send: secrets and unknowns as such, without dependencies.
		options.KeepOutputValues = seed%2 == 0
		written, err := plugin.MarshalProperties(properties, options)
		require.NoError(t, err)
		for form, answer := range exchange(t, connection, written) {
			compare(t, seed, form, properties, options, answer)
		}
	}
}

// forms of the answers, in their order.
var forms = []string{"outputs", "state", "registration"}

// exchange sends a value and returns it as it came back, by form.
func exchange(t *testing.T, connection net.Conn, sent *structpb.Struct) map[string]*structpb.Struct {
	message, err := proto.Marshal(sent)
	require.NoError(t, err)
	length := binary.BigEndian.AppendUint32(nil, uint32(len(message)))
	_, err = connection.Write(append(length, message...))
	require.NoError(t, err)
	answers := map[string]*structpb.Struct{}
	for _, form := range forms {
		length := make([]byte, 4)
		_, err := io.ReadFull(connection, length)
		require.NoError(t, err)
		message := make([]byte, binary.BigEndian.Uint32(length))
		_, err = io.ReadFull(connection, message)
		require.NoError(t, err)
		answer := &structpb.Struct{}
		require.NoError(t, proto.Unmarshal(message, answer))
		answers[form] = answer
	}
	return answers
}

func compare(
	t *testing.T, seed int, form string, sent resource.PropertyMap, options plugin.MarshalOptions,
	answer *structpb.Struct,
) {
	back, err := plugin.UnmarshalProperties(answer, everything)
	require.NoError(t, err)
	// What is kept of a value in this form, and by the marshaller.
	kept := meaning{
		dependencies: form == "outputs" && options.KeepOutputValues,
		nulls:        form != "registration",
	}
	wanted, found := kept.members(sent), kept.members(back)
	require.Equal(t, wanted, found, "value %d as %s", seed, form)
}

// meaning writes down what a value means, without how it is wrapped.
type meaning struct {
	// dependencies are kept.
	dependencies bool
	// nulls are kept as members.
	nulls bool
}

func (m meaning) members(members resource.PropertyMap) string {
	var all []string
	for _, key := range members.StableKeys() {
		value := m.value(members[key])
		// That there is nothing is no secret.
		if m.nulls || strings.TrimPrefix(value, "secret ") != "null" {
			all = append(all, fmt.Sprintf("%q: %s", string(key), value))
		}
	}
	return "{" + strings.Join(all, ", ") + "}"
}

// value is the meaning of a value: marks of all wrappers around it are one.
func (m meaning) value(value resource.PropertyValue) string {
	secret, unknown := false, false
	urns := map[string]bool{}
	for wrapped := true; wrapped; {
		switch {
		case value.IsSecret():
			secret, value = true, value.SecretValue().Element
		case value.IsOutput():
			output := value.OutputValue()
			secret = secret || output.Secret
			unknown = unknown || !output.Known
			for _, urn := range output.Dependencies {
				urns[string(urn)] = true
			}
			value = output.Element
		case value.IsComputed():
			unknown, wrapped = true, false
		default:
			wrapped = false
		}
	}
	text := "?"
	if !unknown {
		text = m.bare(value)
	}
	if secret {
		text = "secret " + text
	}
	if m.dependencies && len(urns) > 0 {
		var all []string
		for urn := range urns {
			all = append(all, urn)
		}
		sort.Strings(all)
		text += fmt.Sprintf(" of %q", all)
	}
	return text
}

func (m meaning) bare(value resource.PropertyValue) string {
	switch {
	case value.IsNull():
		return "null"
	case value.IsNumber():
		return fmt.Sprintf("%b", math.Float64bits(value.NumberValue()))
	case value.IsString():
		return fmt.Sprintf("%q", value.StringValue())
	case value.IsArray():
		var all []string
		for _, element := range value.ArrayValue() {
			all = append(all, m.value(element))
		}
		return "[" + strings.Join(all, ", ") + "]"
	case value.IsObject():
		return m.members(value.ObjectValue())
	case value.IsResourceReference():
		reference := value.ResourceReferenceValue()
		return fmt.Sprintf("resource %q %s %q", reference.URN, m.value(reference.ID),
			reference.PackageVersion)
	case value.IsAsset():
		return fmt.Sprintf("asset %q %q", value.AssetValue().Text, value.AssetValue().Hash)
	default:
		return fmt.Sprintf("%v", value)
	}
}
