package lifecycle

import (
	"context"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/pkg/v3/engine"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Who cancels an update while a child is made gets an end, and a state with everything that was made.
func TestAnUpdateIsCancelled(t *testing.T) {
	world := newWorld(t)
	cancelled, cancel := context.WithCancel(context.Background())
	world.context = cancelled
	world.aws.before = func(name string) {
		if name == "parameters-security_group" {
			cancel()
		}
	}
	failed := world.try(engine.Update, false, func(run *run) error {
		_, err := run.component(consumer, "parameters", endpoint(nil))
		return err
	})
	require.Error(t, failed.err)
	assert.Contains(t, failed.names(), "parameters-security_group")
	assert.NotContains(t, failed.names(), "parameters-endpoint")
	// Once for each component that was alive, and in these words only.
	assert.LessOrEqual(t, strings.Count(failed.said, "deployment is shutting down"), 2)
	assert.NotContains(t, failed.said, "transport")
	assert.NotContains(t, failed.said, "please report")

	world.context, world.aws.before = context.Background(), nil
	assert.Equal(t, "create", world.up(parameters).ops()["parameters-endpoint"])
}

// Who cancels while functions are asked gets an end, too.
func TestAnUpdateIsCancelledBeforeItBegins(t *testing.T) {
	world := newWorld(t)
	cancelled, cancel := context.WithCancel(context.Background())
	world.context = cancelled
	failed := world.try(engine.Update, false, func(run *run) error {
		cancel()
		_, err := run.component(consumer, "parameters", endpoint(nil))
		return err
	})
	require.Error(t, failed.err)
	assert.NotContains(t, failed.said, "please report")
}

// A resource of the program that fails while a component is made ends the component, and nothing hangs.
func TestAnotherResourceFailsMeanwhile(t *testing.T) {
	world := newWorld(t)
	world.aws.fails = map[string]string{"broken": "no such thing"}
	begun := make(chan struct{})
	ended := make(chan struct{})
	world.aws.before = func(name string) {
		switch name {
		case "parameters-security_group":
			close(begun)
			<-ended
		case "broken":
			<-begun
			close(ended)
		}
	}
	failed := world.try(engine.Update, false, func(run *run) error {
		errors := make(chan error)
		go func() {
			_, err := run.component(consumer, "parameters", endpoint(nil))
			errors <- err
		}()
		_, err := run.resource(vpc, "broken", resource.PropertyMap{})
		<-errors
		return err
	})
	require.Error(t, failed.err)
	assert.Contains(t, failed.said, "no such thing")
	assert.Contains(t, failed.names(), "parameters-security_group")
}
