package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// bench drives one plugin.
type bench struct {
	settings
	monitor *monitor
	plugin  *process
	client  pulumirpc.ResourceProviderClient
	figures *figures

	inputs       *structpb.Struct
	dependencies map[string]*pulumirpc.ConstructRequest_PropertyDependencies

	mu   sync.Mutex
	next int
}

// measure starts the plugin, does everything, and stops it.
func measure(s settings) (_ *figures, err error) {
	in, err := loadInputs(s.inputs)
	if err != nil {
		return nil, err
	}
	m, err := newMonitor(s, in)
	if err != nil {
		return nil, err
	}
	program, err := filepath.Abs(s.plugin)
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "pluginbench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)

	f := &figures{CalibrationMs: calibrate()}
	busy, own := machineCPU(), ownCPU()
	p, err := spawn(program, m.engineAddress, folder)
	if err != nil {
		return nil, err
	}
	defer p.kill()
	f.PortMs = ms(p.portAt.Sub(p.spawned))
	defer func() {
		if said := p.output(); said != "" && (err != nil || s.verbose) {
			fmt.Fprintf(os.Stderr, "--- the plugin said:\n%s\n---\n", said)
		}
	}()
	ctx := context.Background()
	connection, err := p.dial(ctx)
	if err != nil {
		return nil, err
	}
	defer connection.Close()
	client := pulumirpc.NewResourceProviderClient(connection)
	b := &bench{settings: s, monitor: m, plugin: p, client: client, figures: f}
	if err := b.run(ctx, program, in); err != nil {
		return nil, err
	}
	if f.Registrations, err = m.perConstruct(b.next); err != nil {
		return nil, err
	}
	used := p.usage().cpuMs + ownCPU() - own
	wall := ms(time.Since(p.spawned)) * float64(runtime.NumCPU())
	f.OtherCPUShare = max(0, float64(machineCPU()-busy-used)/wall)

	_, _ = client.Cancel(ctx, &emptypb.Empty{})
	p.stop()
	f.Violations = m.found()
	return f, nil
}

// run measures what was asked for.
func (b *bench) run(ctx context.Context, program string, in *inputs) error {
	f := b.figures
	if err := b.start(ctx, filepath.Dir(program), in); err != nil {
		return err
	}
	if _, _, err := b.construct(ctx); err != nil {
		return err
	}
	f.ConstructedMs = ms(time.Since(b.plugin.spawned))
	f.RSSFirstKiB = b.plugin.usage().rssKiB

	meter := newMeter(b.plugin)
	for range b.n {
		d, _, err := b.construct(ctx)
		if err != nil {
			return err
		}
		meter.add(d)
	}
	f.Sequence = meter.sum()
	if err := b.slow(ctx); err != nil {
		return err
	}
	return b.together(ctx)
}

// together does many Constructs at a time.
func (b *bench) together(ctx context.Context) error {
	if b.load == 0 {
		return nil
	}
	meter := newMeter(b.plugin)
	// The quarters follow each other without a break, apart from reading the memory.
	for range 4 {
		if err := b.quarter(ctx, meter, b.load/4); err != nil {
			return err
		}
		b.figures.RSSLoadKiB = append(b.figures.RSSLoadKiB, b.plugin.usage().rssKiB)
	}
	sum := meter.sum()
	b.figures.Load = &sum
	return nil
}

func (b *bench) quarter(ctx context.Context, meter *meter, count int) error {
	var (
		mu    sync.Mutex
		fault error
		group sync.WaitGroup
	)
	for range b.atOnce {
		group.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for count > 0 && fault == nil {
				count--
				mu.Unlock()
				d, _, err := b.construct(ctx)
				mu.Lock()
				if err != nil {
					fault = err
				}
				meter.add(d)
			}
		})
	}
	group.Wait()
	return fault
}

// slow does Constructs while the engine takes a while for each registration.
func (b *bench) slow(ctx context.Context) error {
	if b.delayed == 0 {
		return nil
	}
	b.monitor.delay.Store(int64(b.delay))
	defer b.monitor.delay.Store(0)
	var all []time.Duration
	var result delay
	for range b.delayed {
		d, t, err := b.construct(ctx)
		if err != nil {
			return err
		}
		all = append(all, d)
		result.Chain, result.MaxInFlight = t.chain, t.mostInFlight
	}
	slices.Sort(all)
	result.WallMs = ms(all[len(all)/2])
	result.OverIdeal = result.WallMs / (float64(result.Chain) * ms(b.delay))
	b.figures.Delay = &result
	return nil
}

// construct does one Construct, of a component with a name of its own.
func (b *bench) construct(ctx context.Context) (time.Duration, *trace, error) {
	b.mu.Lock()
	b.next++
	name := fmt.Sprintf("c%06d", b.next)
	b.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	all := map[string]bool{}
	for _, d := range b.dependencies {
		for _, urn := range d.GetUrns() {
			all[urn] = true
		}
	}
	request := &pulumirpc.ConstructRequest{
		Project: project, Stack: stack, Organization: organization,
		Parallel: parallel(), MonitorEndpoint: b.monitor.monitorAddress,
		Type: b.token, Name: name, Parent: stackURN(),
		// SDKs send the union of what the inputs depend on as what the component depends on.
		Inputs: b.inputs, InputDependencies: b.dependencies, Dependencies: sortedKeys(all),
		CustomTimeouts: &pulumirpc.ConstructRequest_CustomTimeouts{}, StackTraceHandle: "bench-" + name,
		AcceptsOutputValues: true,
	}
	t := b.monitor.begin(name)
	begin := time.Now()
	answer, err := b.client.Construct(ctx, request)
	d := time.Since(begin)
	if err != nil {
		return d, t, fmt.Errorf("Construct: %w", err)
	}
	b.monitor.end(t, answer)
	return d, t, nil
}

// calibrate times a fixed piece of work on one core: the machine's speed of the moment.
func calibrate() float64 {
	data := make([]byte, 1<<20)
	begin := time.Now()
	for range 32 {
		sum := sha256.Sum256(data)
		copy(data, sum[:])
	}
	return ms(time.Since(begin))
}
