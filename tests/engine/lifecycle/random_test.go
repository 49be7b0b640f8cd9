package lifecycle

import (
	"fmt"
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/pkg/v3/resource/deploy"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// How many histories of a stack are made up, and how long they are.
const (
	histories         = 15
	thoroughHistories = 200
	operations        = 5
)

// Whatever happens to a stack, it can be brought to where its program says, stays there, and can be destroyed. The
// engine checks its state after every step on the way.
func TestAnyHistoryEndsWell(t *testing.T) {
	count := histories
	if os.Getenv("PRIVATELINK_THOROUGH") != "" {
		count = thoroughHistories
	}
	for seed := range count {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			history{rand.New(rand.NewSource(int64(seed)))}.happen(newWorld(t))
		})
	}
}

// history is what happens to a stack.
type history struct{ *rand.Rand }

func (h history) happen(world *world) {
	var program program
	for range operations {
		program = h.program()
		world.options = h.options(world.state != nil)
		world.aws.fails = h.failures()
		op, preview := engine.Update, h.Intn(4) == 0
		if h.Intn(6) == 0 {
			op, preview = engine.Refresh, false
		}
		h.check(world, world.try(op, preview, program))
	}
	world.options, world.aws.fails = engine.UpdateOptions{}, nil
	world.up(program)
	for name, op := range world.up(program).ops() {
		assert.Equal(world.t, "same", op, name)
	}
	assert.Empty(world.t, world.destroy().names())
}

// check says whether what happened may happen: an operation may fail, but not the state.
func (h history) check(world *world, done outcome) {
	assert.NotContains(world.t, done.said, "please report")
	assert.NotContains(world.t, done.said, "hunter2")
	if done.err == nil {
		return
	}
	for _, word := range []string{"validation error", "differ", "integrity", "snapshot", "panic"} {
		require.NotContains(world.t, strings.ToLower(done.err.Error()), word)
	}
}

// options of one operation; only of a stack that is there some resources can be targeted.
func (h history) options(exists bool) engine.UpdateOptions {
	options := engine.UpdateOptions{
		ContinueOnError: h.Intn(3) == 0, Refresh: h.Intn(5) == 0, Parallel: int32(1 + h.Intn(4)),
	}
	if exists && h.Intn(4) == 0 {
		options.Targets = deploy.NewUrnTargets([]string{"**" + h.child()})
		options.TargetDependents = h.Intn(2) == 0
	}
	return options
}

func (h history) child() string {
	children := []string{
		"one-endpoint", "one-security_group", "two-service", "three-endpoint", "network",
	}
	return children[h.Intn(len(children))]
}

func (h history) failures() map[string]string {
	if h.Intn(3) > 0 {
		return nil
	}
	return map[string]string{h.child(): "not now"}
}

// program is some components that partly need each other.
func (h history) program() program {
	has := func() bool { return h.Intn(4) > 0 }
	withOne, withTwo, withThree := has(), has(), has()
	dependent, old := has(), h.Intn(2) == 0
	tags := resource.PropertyMap{"tags": object(resource.PropertyMap{
		"team": text(fmt.Sprint(h.Intn(3))), "hidden": resource.MakeSecret(text("hunter2")),
	})}
	return func(run *run) error {
		network, err := run.resource(vpc, "network", nil)
		if err != nil {
			return err
		}
		var one made
		if withOne {
			// Whether it depends on the network changes.
			inputs := endpoint(resource.PropertyMap{"tags": tags["tags"]})
			one, err = run.component(consumer, "one", inputs, func(request *pulumirpc.RegisterResourceRequest) {
				if dependent {
					request.Dependencies = append(request.Dependencies, network.urn)
				}
			})
			if err != nil {
				return err
			}
		}
		if withTwo {
			if _, err = run.component(service, "two", offer(tags)); err != nil {
				return err
			}
		}
		if withThree {
			inputs := gateway(resource.PropertyMap{"tags": tags["tags"]})
			if withOne && old {
				inputs["tags"] = object(resource.PropertyMap{"of": one.output("endpointId")})
			}
			_, err = run.component(consumer, "three", inputs)
		}
		return err
	}
}
