package main

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// maxMessage is the engine's limit.
const maxMessage = 400 << 20

// monitor is the engine, as far as a component provider talks to it: it answers at once, or after a while, and checks what
// it is asked.
type monitor struct {
	pulumirpc.UnimplementedResourceMonitorServer
	pulumirpc.UnimplementedEngineServer

	token   string
	answers *answers
	inputs  *inputs
	delay   atomic.Int64 // nanoseconds that each registration takes

	engineAddress, monitorAddress string

	mu            sync.Mutex
	nextID        int
	registrations int
	known         map[string]*registration // by URN
	traces        map[string]*trace        // by name of the component
	violations    map[string]int
}

// registration is a resource that the monitor knows.
type registration struct {
	urn, typ string
	trace    *trace // nil for what is outside of the component
	depth    int    // registrations on the longest chain that ends here
	outputs  int    // how often its outputs were registered
}

// trace is what one Construct did.
type trace struct {
	name          string
	component     *registration
	registrations []*registration
	origin        map[string]string // text of an output -> URN that it is of
	chain         int
	inFlight      int
	mostInFlight  int
}

func newMonitor(s settings, in *inputs) (*monitor, error) {
	answers, err := loadAnswers()
	if err != nil {
		return nil, err
	}
	m := &monitor{
		token: s.token, answers: answers, inputs: in,
		known:  map[string]*registration{stackURN(): {urn: stackURN(), typ: "pulumi:pulumi:Stack"}},
		traces: map[string]*trace{}, violations: map[string]int{},
	}
	for _, urn := range in.origin {
		m.known[urn] = &registration{urn: urn}
	}
	// Two ports, as in the engine.
	m.engineAddress, err = serve(func(s *grpc.Server) { pulumirpc.RegisterEngineServer(s, m) })
	if err != nil {
		return nil, err
	}
	m.monitorAddress, err = serve(func(s *grpc.Server) { pulumirpc.RegisterResourceMonitorServer(s, m) })
	return m, err
}

func serve(register func(*grpc.Server)) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(maxMessage), grpc.NumStreamWorkers(uint32(runtime.NumCPU())))
	register(server)
	go func() { _ = server.Serve(listener) }()
	return listener.Addr().String(), nil
}

// begin announces a Construct of a component of this name; end checks it after the answer.
func (m *monitor) begin(name string) *trace {
	t := &trace{name: name, origin: maps.Clone(m.inputs.origin)}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.traces[name] = t
	return t
}

func (m *monitor) end(t *trace, answer *pulumirpc.ConstructResponse) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case t.component == nil:
		m.violate("Construct answered without registering the component")
	case answer.GetUrn() != t.component.urn:
		m.violate("Construct answered the URN %q, not the registered one", answer.GetUrn())
	case t.component.outputs != 1:
		m.violate("outputs of the component were registered %d times before the answer, not once", t.component.outputs)
	}
	for key, d := range answer.GetStateDependencies() {
		for _, urn := range d.GetUrns() {
			if m.known[urn] == nil {
				m.violate("stateDependencies[%s] names an unknown URN", key)
			}
		}
	}
	if t.inFlight > 0 {
		m.violate("Construct answered while %d registrations were under way", t.inFlight)
	}
	m.registrations += len(t.registrations)
	// From here on, registrations of this component have an unknown parent.
	delete(m.traces, t.name)
	for _, r := range t.registrations {
		delete(m.known, r.urn)
	}
}

// perConstruct is how many registrations each of so many Constructs made.
func (m *monitor) perConstruct(constructs int) (float64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if constructs == 0 || m.registrations == 0 {
		return 0, errors.New("nothing was registered")
	}
	return float64(m.registrations) / float64(constructs), nil
}

// found returns the breaches of the protocol.
func (m *monitor) found() map[string]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.violations)
}

// violate notes a breach of the protocol. The caller holds mu.
func (m *monitor) violate(format string, args ...any) {
	const most, longest = 40, 400
	text := fmt.Sprintf(format, args...)
	text = text[:min(len(text), longest)]
	if _, ok := m.violations[text]; ok || len(m.violations) < most {
		m.violations[text]++
	}
}

func stackURN() string {
	return fmt.Sprintf("urn:pulumi:%s::%s::pulumi:pulumi:Stack::%s-%s", stack, project, project, stack)
}

func urnFor(parentURN, typ, name string) string {
	qualified := typ
	if parts := strings.SplitN(parentURN, "::", 4); len(parts) == 4 && parts[2] != "pulumi:pulumi:Stack" {
		qualified = parts[2] + "$" + typ
	}
	return fmt.Sprintf("urn:pulumi:%s::%s::%s::%s", stack, project, qualified, name)
}
