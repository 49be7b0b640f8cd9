// Command pluginbench plays the Pulumi engine towards one component provider and measures it. See ../README.md.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"
)

// What the engine of the bench says of itself.
const (
	project      = "bench"
	stack        = "dev"
	organization = "acme"
)

// patience is how long the port, and each call, may take.
const patience = 2 * time.Minute

type settings struct {
	plugin, token, inputs string
	n                     int
	load, atOnce          int
	delayed               int
	delay                 time.Duration
	verbose               bool
}

func main() {
	var s settings
	// A set of its own: the SDK's logging has put -v and others into the global one.
	flags := flag.NewFlagSet("pluginbench", flag.ExitOnError)
	flags.StringVar(&s.plugin, "plugin", "", "the plugin's program (required)")
	flags.StringVar(&s.token, "token", "", "type token of the component, as peer:index:Endpoints (required)")
	flags.StringVar(&s.inputs, "inputs", "", "JSON file with the component's inputs (required)")
	flags.IntVar(&s.n, "n", 50, "Constructs one after another, after the first")
	flags.IntVar(&s.load, "load", 0, "Constructs at the same time")
	flags.IntVar(&s.atOnce, "at-once", 64, "how many of those at a time")
	flags.IntVar(&s.delayed, "delayed", 0, "Constructs while the engine is slow")
	flags.DurationVar(&s.delay, "delay", 50*time.Millisecond, "how long the slow engine takes for each registration")
	flags.BoolVar(&s.verbose, "v", false, "print what the plugin says")
	_ = flags.Parse(os.Args[1:])
	if s.plugin == "" || s.token == "" || s.inputs == "" || flags.NArg() > 0 {
		flags.Usage()
		os.Exit(2)
	}

	// The bench shares the machine with the plugin, so it keeps its own cost low.
	debug.SetGCPercent(800)
	figures, err := measure(s)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(figures)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pluginbench:", err)
		os.Exit(1)
	}
	if len(figures.Violations) > 0 {
		texts := sortedKeys(figures.Violations)
		fmt.Fprintf(os.Stderr, "pluginbench: %d breaches:\n", len(texts))
		for _, text := range texts[:min(len(texts), 5)] {
			fmt.Fprintf(os.Stderr, "%s (%d times)\n", text, figures.Violations[text])
		}
		os.Exit(3)
	}
}

// parallel is how many registrations the engine says that it makes at a time.
func parallel() int32 { return int32(4 * runtime.NumCPU()) }
