// Renders charts with Helm's own engine and reads YAML strictly: JSON on standard input, JSON on standard output.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/yaml"
)

type task struct {
	// Files of a chart by their path in it, and values files in the order of `helm template -f`.
	Chart  map[string]string `json:"chart"`
	Values []string          `json:"values"`
	// Instead of a chart: a file of YAML documents.
	Documents string `json:"documents"`
}

type result struct {
	Objects []any  `json:"objects,omitempty"`
	Notes   string `json:"notes,omitempty"`
	// The chart's own values with those of the task over them.
	Values any    `json:"values,omitempty"`
	Error  string `json:"error,omitempty"`
}

func main() {
	var tasks []task
	if err := json.NewDecoder(os.Stdin).Decode(&tasks); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	results := make([]result, len(tasks))
	for i, each := range tasks {
		done, err := run(each)
		if err != nil {
			done = result{Error: err.Error()}
		}
		results[i] = done
	}
	if err := json.NewEncoder(os.Stdout).Encode(results); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(each task) (result, error) {
	if each.Chart == nil {
		objects, err := documents("documents", each.Documents)
		return result{Objects: objects}, err
	}
	var files []*loader.BufferedFile
	for name, text := range each.Chart {
		files = append(files, &loader.BufferedFile{Name: name, Data: []byte(text)})
	}
	chart, err := loader.LoadFiles(files)
	if err != nil {
		return result{}, err
	}
	values := map[string]any{}
	for _, text := range each.Values {
		var more map[string]any
		if err := yaml.UnmarshalStrict([]byte(text), &more); err != nil {
			return result{}, err
		}
		values = merged(values, more)
	}
	release := chartutil.ReleaseOptions{Name: "parley", Namespace: "parley", Revision: 1, IsInstall: true}
	capabilities := chartutil.DefaultCapabilities.Copy()
	capabilities.KubeVersion = chartutil.KubeVersion{Version: "v1.34.0", Major: "1", Minor: "34"}
	if wanted := chart.Metadata.KubeVersion; wanted != "" && !chartutil.IsCompatibleRange(wanted, capabilities.KubeVersion.Version) {
		return result{}, errors.New("the chart wants Kubernetes " + wanted)
	}
	rendering, err := chartutil.ToRenderValues(chart, values, release, capabilities)
	if err != nil {
		return result{}, err
	}
	texts, err := engine.Engine{Strict: true}.Render(chart, rendering)
	if err != nil {
		return result{}, err
	}
	all := result{Objects: []any{}, Values: rendering["Values"]}
	for name, text := range texts {
		if path.Base(name) == "NOTES.txt" {
			all.Notes = text
			continue
		}
		if strings.HasPrefix(path.Base(name), "_") {
			continue
		}
		objects, err := documents(name, text)
		if err != nil {
			return result{}, err
		}
		all.Objects = append(all.Objects, objects...)
	}
	return all, nil
}

// As Helm merges several values files: maps by key, everything else is replaced.
func merged(under, over map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range under {
		out[key] = value
	}
	for key, value := range over {
		below, isMap := out[key].(map[string]any)
		above, both := value.(map[string]any)
		if isMap && both {
			value = merged(below, above)
		}
		out[key] = value
	}
	return out
}

var separator = regexp.MustCompile(`(?m)^---[ \t]*$`)

func documents(name, text string) ([]any, error) {
	var objects []any
	for _, part := range separator.Split(text, -1) {
		var object any
		if err := yaml.UnmarshalStrict([]byte(part), &object); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if object != nil {
			objects = append(objects, object)
		}
	}
	return objects, nil
}
