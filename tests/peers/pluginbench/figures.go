package main

import (
	"slices"
	"time"
)

// figures is what one start of the plugin gave. Times are milliseconds; the *Ms of the first block count from the start of
// the process.
type figures struct {
	PortMs        float64 `json:"portMs"`
	SchemaMs      float64 `json:"schemaMs"`
	ConstructedMs float64 `json:"constructedMs"` // the first Construct
	StartCPUMs    int64   `json:"startCpuMs"`    // CPU up to Configure's answer

	Registrations float64   `json:"registrations"` // per Construct
	Sequence      sequence  `json:"sequence"`      // one after another
	Load          *sequence `json:"load,omitempty"`
	Delay         *delay    `json:"delay,omitempty"`

	RSSStartKiB int64   `json:"rssStartKiB"` // after Configure
	RSSFirstKiB int64   `json:"rssFirstKiB"` // after the first Construct
	RSSLoadKiB  []int64 `json:"rssLoadKiB"`  // after each quarter of the load

	CalibrationMs float64 `json:"calibrationMs"` // a fixed piece of work on one core, before the start
	OtherCPUShare float64 `json:"otherCpuShare"` // of the machine: neither the plugin nor the bench

	// Breaches of the protocol, and how often.
	Violations map[string]int `json:"violations,omitempty"`
}

// sequence sums up Constructs.
type sequence struct {
	N           int     `json:"n"`
	P50Ms       float64 `json:"p50Ms"`
	P99Ms       float64 `json:"p99Ms"`
	PerSec      float64 `json:"perSec"`
	CPUMs       float64 `json:"cpuMs"`       // of the plugin, per Construct
	EngineCPUMs float64 `json:"engineCpuMs"` // of the bench, which shares the machine, per Construct
}

// delay is what Constructs took while the engine took a while for each registration.
type delay struct {
	WallMs float64 `json:"wallMs"` // median
	// Registrations on the longest chain of parents and dependencies.
	Chain       int     `json:"chain"`
	MaxInFlight int     `json:"maxInFlight"`
	OverIdeal   float64 `json:"overIdeal"` // wall / (chain x delay)
}

// meter adds up what Constructs take.
type meter struct {
	plugin      *process
	begin       time.Time
	cpu, engine int64
	all         []time.Duration
}

func newMeter(p *process) *meter {
	return &meter{plugin: p, cpu: p.usage().cpuMs, engine: ownCPU(), begin: time.Now()}
}

func (m *meter) add(d time.Duration) { m.all = append(m.all, d) }

func (m *meter) sum() sequence {
	n := len(m.all)
	if n == 0 {
		return sequence{}
	}
	wall := time.Since(m.begin)
	slices.Sort(m.all)
	return sequence{
		N: n, P50Ms: ms(m.all[n/2]), P99Ms: ms(m.all[(99*n+99)/100-1]), PerSec: float64(n) / wall.Seconds(),
		CPUMs:       float64(m.plugin.usage().cpuMs-m.cpu) / float64(n),
		EngineCPUMs: float64(ownCPU()-m.engine) / float64(n),
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
