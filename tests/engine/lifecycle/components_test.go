package lifecycle

import "testing"

// A component and its children are made, stay as they are, and go.
func TestAComponentStaysAsItIs(t *testing.T) {
	world := newWorld(t)
	program := func(run *run) error {
		run.must(run.component(consumer, "objects", gateway(nil)))
		run.must(run.component(consumer, "parameters", endpoint(nil)))
		run.must(run.component(service, "payments", offer(nil)))
		return nil
	}
	done := world.up(program)
	for _, call := range world.aws.of("", "") {
		t.Logf("%s %s %s %v", call.method, call.token, call.name, call.inputs)
	}
	t.Log(done.names())
	t.Log(done.written())
}
