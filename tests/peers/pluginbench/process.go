package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/credentials/insecure"
)

// process is a plugin started as the engine starts it: standard input kept open, a process group of its own, the port as
// the first line of what it says.
type process struct {
	command *exec.Cmd
	spawned time.Time
	portAt  time.Time
	port    int
	exited  chan struct{}

	mu   sync.Mutex
	said bytes.Buffer
}

func spawn(program, engine, folder string) (*process, error) {
	p := &process{command: exec.Command(program, engine), exited: make(chan struct{})}
	p.command.Dir = folder
	p.command.Env = append(os.Environ(), "PULUMI_PROJECT="+project, "PULUMI_CONFIG={}")
	p.command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if _, err := p.command.StdinPipe(); err != nil {
		return nil, err
	}
	outRead, outWrite := io.Pipe()
	errRead, errWrite := io.Pipe()
	p.command.Stdout, p.command.Stderr = outWrite, errWrite
	p.spawned = time.Now()
	if err := p.command.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = p.command.Wait()
		_, _ = outWrite.Close(), errWrite.Close()
		close(p.exited)
	}()
	go p.drain(errRead)
	if err := p.awaitPort(outRead); err != nil {
		p.kill()
		return nil, fmt.Errorf("%w\n%s", err, p.output())
	}
	return p, nil
}

func (p *process) awaitPort(from io.Reader) error {
	lines := make(chan string, 1)
	go func() {
		reader := bufio.NewReader(from)
		line, _ := reader.ReadString('\n')
		p.portAt = time.Now()
		lines <- line
		p.drain(reader)
	}()
	select {
	case line := <-lines:
		port, err := strconv.Atoi(strings.TrimSpace(line))
		if err != nil {
			return fmt.Errorf("the plugin said %q, which is no port", line)
		}
		p.port = port
		return nil
	case <-time.After(patience):
		return fmt.Errorf("the plugin told no port within %s", patience)
	}
}

// drain keeps the first part of what the plugin says.
func (p *process) drain(from io.Reader) {
	buffer := make([]byte, 4096)
	for {
		n, err := from.Read(buffer)
		p.mu.Lock()
		if p.said.Len() < 64<<10 {
			p.said.Write(buffer[:n])
		}
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (p *process) output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.said.String()
}

// dial connects and waits until the connection is ready, as the engine does before the handshake.
func (p *process) dial(ctx context.Context) (*grpc.ClientConn, error) {
	connection, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", p.port),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage)))
	if err != nil {
		return nil, err
	}
	connection.Connect()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for state := connection.GetState(); state != connectivity.Ready; state = connection.GetState() {
		if !connection.WaitForStateChange(ctx, state) {
			_ = connection.Close()
			return nil, fmt.Errorf("nobody answers on port %d", p.port)
		}
	}
	return connection, nil
}

// stop interrupts the process group, as the engine does, and waits a while.
func (p *process) stop() {
	_ = syscall.Kill(-p.command.Process.Pid, syscall.SIGINT)
	select {
	case <-p.exited:
	case <-time.After(5 * time.Second):
	}
}

// kill ends the process group, if it is still there.
func (p *process) kill() {
	select {
	case <-p.exited:
	default:
		_ = syscall.Kill(-p.command.Process.Pid, syscall.SIGKILL)
		<-p.exited
	}
}
