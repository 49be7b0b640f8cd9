package lifecycle

import (
	"context"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/resource/deploy/deploytest"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
)

// callbacks are functions of the program that the engine calls.
func callbacks(t *testing.T) *deploytest.CallbackServer {
	server, err := deploytest.NewCallbacksServer()
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// transform is a function that changes registrations, and remembers which it has seen.
type transform struct {
	mutex sync.Mutex
	names map[string]bool
}

func (s *transform) seen() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var names []string
	for name := range s.names {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// callback makes the function known to the engine.
func (s *transform) callback(
	t *testing.T, change func(*pulumirpc.TransformRequest),
) *pulumirpc.Callback {
	s.names = map[string]bool{}
	callback, err := callbacks(t).Allocate(func(message []byte) (proto.Message, error) {
		request := &pulumirpc.TransformRequest{}
		if err := proto.Unmarshal(message, request); err != nil {
			return nil, err
		}
		s.mutex.Lock()
		s.names[request.Name] = true
		s.mutex.Unlock()
		change(request)
		return &pulumirpc.TransformResponse{
			Properties: request.Properties, Options: request.Options,
		}, nil
	})
	require.NoError(t, err)
	return callback
}

// tagged gives endpoints a property more.
func tagged(request *pulumirpc.TransformRequest) {
	if request.Type != "aws:ec2/vpcEndpoint:VpcEndpoint" {
		return
	}
	more, err := encoded(resource.PropertyMap{"tags": object(resource.PropertyMap{"by": text("transform")})})
	if err == nil {
		request.Properties.Fields["tags"] = more.Fields["tags"]
	}
}

// Transforms of the stack, and those of a component, reach its children.
func TestTransformsReachChildren(t *testing.T) {
	for _, ofStack := range []bool{true, false} {
		t.Run(map[bool]string{true: "of the stack", false: "of the component"}[ofStack], func(t *testing.T) {
			world := newWorld(t)
			var seen transform
			callback := seen.callback(t, tagged)
			done := world.up(func(run *run) error {
				var options []option
				if ofStack {
					_, err := run.client.RegisterStackTransform(context.Background(), callback)
					require.NoError(t, err)
				} else {
					options = append(options, func(request *pulumirpc.RegisterResourceRequest) {
						request.Transforms = []*pulumirpc.Callback{callback}
					})
				}
				run.must(run.component(consumer, "parameters", endpoint(nil), options...))
				run.must(run.component(consumer, "objects", gateway(nil)))
				return nil
			})
			wanted := []string{"parameters", "parameters-endpoint", "parameters-security_group"}
			if ofStack {
				wanted = append([]string{"objects", "objects-endpoint"}, wanted...)
			}
			assert.Equal(t, wanted, seen.seen())
			tags := done.find("parameters-endpoint").Inputs["tags"]
			assert.Equal(t, map[string]any{"by": "transform"}, tags)
		})
	}
}

// A transform sets options of a child, which a component has no input for.
func TestATransformSetsOptionsOfChildren(t *testing.T) {
	world := newWorld(t)
	var seen transform
	keep := true
	callback := seen.callback(t, func(request *pulumirpc.TransformRequest) {
		if request.Name == "parameters-endpoint" {
			request.Options.Protect = &keep
			request.Options.IgnoreChanges = []string{"policy"}
		}
	})
	program := func(action string) program {
		return func(run *run) error {
			_, err := run.client.RegisterStackTransform(context.Background(), callback)
			require.NoError(t, err)
			run.must(run.component(consumer, "parameters", endpoint(resource.PropertyMap{
				"policy": text(policy(action)),
			})))
			return nil
		}
	}
	done := world.up(program("ssm:GetParameter"))
	assert.True(t, done.find("parameters-endpoint").Protect)
	assert.False(t, done.find("parameters-security_group").Protect)
	assert.Equal(t, "same", world.up(program("ssm:*")).ops()["parameters-endpoint"])
}

// Transforms of functions reach what a component asks.
func TestTransformsReachFunctions(t *testing.T) {
	world := newWorld(t)
	var mutex sync.Mutex
	var tokens []string
	callback, err := callbacks(t).Allocate(func(message []byte) (proto.Message, error) {
		request := &pulumirpc.TransformInvokeRequest{}
		if err := proto.Unmarshal(message, request); err != nil {
			return nil, err
		}
		mutex.Lock()
		defer mutex.Unlock()
		// What is asked of the engine itself passes here too.
		if strings.HasPrefix(request.Token, "aws:") {
			tokens = append(tokens, request.Token)
		}
		return &pulumirpc.TransformInvokeResponse{Args: request.Args, Options: request.Options}, nil
	})
	require.NoError(t, err)
	world.up(func(run *run) error {
		_, err := run.client.RegisterStackInvokeTransform(context.Background(), callback)
		require.NoError(t, err)
		run.must(run.component(consumer, "parameters", endpoint(nil)))
		return nil
	})
	var asked []string
	for _, call := range world.aws.of("Invoke", "") {
		asked = append(asked, call.token)
	}
	require.NotEmpty(t, asked)
	assert.ElementsMatch(t, asked, tokens)
}
