package lifecycle

import (
	"context"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/emptypb"
)

// journal is what happened, in its order.
type journal struct {
	mutex sync.Mutex
	lines []string
}

func (j *journal) write(line string) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.lines = append(j.lines, line)
}

func (j *journal) place(line string) int {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	for place, found := range j.lines {
		if found == line {
			return place
		}
	}
	return -1
}

// hook makes a hook known to the engine; it is called with the outputs, and answers with an error, or none.
func hook(
	t *testing.T, run *run, name string, called func(*pulumirpc.ResourceHookRequest) string,
) {
	callback, err := callbacks(t).Allocate(func(message []byte) (proto.Message, error) {
		request := &pulumirpc.ResourceHookRequest{}
		if err := proto.Unmarshal(message, request); err != nil {
			return nil, err
		}
		return &pulumirpc.ResourceHookResponse{Error: called(request)}, nil
	})
	require.NoError(t, err)
	_, err = run.client.RegisterResourceHook(context.Background(),
		&pulumirpc.RegisterResourceHookRequest{Name: name, Callback: callback})
	require.NoError(t, err)
}

func hooked(hooks *pulumirpc.RegisterResourceRequest_ResourceHooksBinding) option {
	return func(request *pulumirpc.RegisterResourceRequest) { request.Hooks = hooks }
}

// Hooks of a component run before its first child is made, and after its last, when its outputs are known.
func TestHooksRunAroundTheChildren(t *testing.T) {
	world := newWorld(t)
	var journal journal
	world.aws.before = journal.write
	world.up(func(run *run) error {
		hook(t, run, "first", func(request *pulumirpc.ResourceHookRequest) string {
			journal.write("before " + request.Name)
			return ""
		})
		hook(t, run, "last", func(request *pulumirpc.ResourceHookRequest) string {
			journal.write("after " + request.Name)
			outputs, err := decoded(request.NewOutputs)
			if err == nil && outputs["endpointId"].IsString() {
				journal.write("with " + outputs["endpointId"].StringValue())
			}
			return ""
		})
		run.must(run.component(consumer, "parameters", endpoint(nil),
			hooked(&pulumirpc.RegisterResourceRequest_ResourceHooksBinding{
				BeforeCreate: []string{"first"}, AfterCreate: []string{"last"},
			})))
		// The engine calls this program for as long as resources are made.
		_, err := run.client.SignalAndWaitForShutdown(context.Background(), &emptypb.Empty{})
		return err
	})
	assert.Equal(t, []string{
		"before parameters", "parameters-security_group", "parameters-endpoint", "after parameters",
		"with parameters-endpoint.id",
	}, journal.lines)
}

// A hook that refuses a component leaves it without children.
func TestAHookRefusesAComponent(t *testing.T) {
	world := newWorld(t)
	failed := world.try(engine.Update, false, func(run *run) error {
		hook(t, run, "guard", func(*pulumirpc.ResourceHookRequest) string { return "not today" })
		_, err := run.component(consumer, "parameters", endpoint(nil),
			hooked(&pulumirpc.RegisterResourceRequest_ResourceHooksBinding{
				BeforeCreate: []string{"guard"},
			}))
		return err
	})
	require.Error(t, failed.err)
	assert.Contains(t, failed.said, "not today")
	assert.Empty(t, world.aws.of("Create", ""))
}
