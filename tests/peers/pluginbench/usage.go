package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// tick is what Linux counts CPU in. Unit: milliseconds.
const tick = 10

// usage is what a process and its descendants use.
type usage struct {
	rssKiB, cpuMs int64
}

func (p *process) usage() usage {
	var u usage
	for _, pid := range tree(p.command.Process.Pid) {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(raw)) {
			var n int64
			if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &n); err == nil {
				u.rssKiB += n
			}
		}
		_, cpu := procStat(pid)
		u.cpuMs += cpu
	}
	return u
}

func ownCPU() int64 {
	_, cpu := procStat(os.Getpid())
	return cpu
}

// procStat returns the parent of a process, and its CPU with that of children it has waited for.
func procStat(pid int) (parent int, cpuMs int64) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0
	}
	// The name of the program, in brackets, may hold anything.
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(fields) < 15 {
		return 0, 0
	}
	parent, _ = strconv.Atoi(fields[1])
	for _, field := range fields[11:15] {
		n, _ := strconv.ParseInt(field, 10, 64)
		cpuMs += n * tick
	}
	return parent, cpuMs
}

// tree returns a process and its descendants.
func tree(root int) []int {
	children := map[int][]int{}
	folders, _ := filepath.Glob("/proc/[0-9]*")
	for _, folder := range folders {
		pid, _ := strconv.Atoi(filepath.Base(folder))
		if parent, _ := procStat(pid); parent > 0 {
			children[parent] = append(children[parent], pid)
		}
	}
	all := []int{root}
	for i := 0; i < len(all); i++ {
		all = append(all, children[all[i]]...)
	}
	return all
}

// machineCPU is how long processors of the machine have been busy.
func machineCPU() int64 {
	raw, _ := os.ReadFile("/proc/stat")
	line, _, _ := strings.Cut(string(raw), "\n")
	var busy int64
	for i, field := range strings.Fields(line) {
		// The name of the line, then user, nice, system, idle, iowait, irq, softirq, steal; guests are in user already.
		if i == 0 || i == 4 || i == 5 || i > 8 {
			continue
		}
		n, _ := strconv.ParseInt(field, 10, 64)
		busy += n * tick
	}
	return busy
}
