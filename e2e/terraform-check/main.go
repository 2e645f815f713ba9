// Reads the Terraform files of a folder and prints what is wrong with them, a line each; ends with 1 where something is.
// Knows no provider: arguments are not checked, but every name that one file uses and another must declare.
//
//	terraform-check <folder>
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

// What is declared, such as `var.name` or `azurerm_subnet.nodes`, and what is used, each with the place of it.
type names map[string]hcl.Range

type module struct {
	declared, used names
	providers      map[string]bool
	faults         []string
}

func (m *module) fault(at hcl.Range, format string, args ...any) {
	m.faults = append(m.faults, fmt.Sprintf("%s:%d: ", filepath.Base(at.Filename), at.Start.Line)+fmt.Sprintf(format, args...))
}

func (m *module) declare(name string, at hcl.Range) {
	if _, there := m.declared[name]; there {
		m.fault(at, "%s is declared twice", name)
	}
	m.declared[name] = at
}

func (m *module) block(block *hclsyntax.Block) {
	at := block.DefRange()
	switch block.Type {
	case "variable":
		m.declare("var."+block.Labels[0], at)
		for _, needed := range []string{"type", "description"} {
			if _, there := block.Body.Attributes[needed]; !there {
				m.fault(at, "var.%s has no %s", block.Labels[0], needed)
			}
		}
	case "locals":
		for name, attribute := range block.Body.Attributes {
			m.declare("local."+name, attribute.NameRange)
		}
	case "resource":
		m.declare(strings.Join(block.Labels, "."), at)
	case "data":
		m.declare("data."+strings.Join(block.Labels, "."), at)
	case "terraform":
		for _, inner := range block.Body.Blocks {
			if inner.Type == "required_providers" {
				for name := range inner.Body.Attributes {
					m.providers[name] = true
				}
			}
		}
	case "output", "provider", "moved", "removed", "import", "check":
	default:
		m.fault(at, "a block %s is not known", block.Type)
	}
}

// The name that must be declared for this to be read; empty where nothing must: each.key, path.module.
func nameOf(traversal hcl.Traversal) string {
	parts := []string{traversal.RootName()}
	for _, step := range traversal[1:] {
		if attribute, is := step.(hcl.TraverseAttr); is {
			parts = append(parts, attribute.Name)
		} else {
			break
		}
	}
	length := map[string]int{"var": 2, "local": 2, "data": 3, "module": 2}[parts[0]]
	if length == 0 && strings.Contains(parts[0], "_") {
		length = 2
	}
	if length == 0 || len(parts) < length {
		return ""
	}
	return strings.Join(parts[:length], ".")
}

func (m *module) uses(body *hclsyntax.Body) {
	hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		if expression, is := node.(*hclsyntax.ScopeTraversalExpr); is {
			if name := nameOf(expression.Traversal); name != "" {
				m.used[name] = expression.Range()
			}
		}
		return nil
	})
}

func (m *module) file(path string) {
	source, err := os.ReadFile(path)
	if err != nil {
		m.faults = append(m.faults, err.Error())
		return
	}
	file, diagnostics := hclsyntax.ParseConfig(source, path, hcl.InitialPos)
	for _, diagnostic := range diagnostics.Errs() {
		m.faults = append(m.faults, diagnostic.Error())
	}
	if diagnostics.HasErrors() {
		return
	}
	if !bytes.Equal(hclwrite.Format(source), source) {
		m.faults = append(m.faults, filepath.Base(path)+": terraform fmt would change it")
	}
	body := file.Body.(*hclsyntax.Body)
	for _, block := range body.Blocks {
		m.block(block)
	}
	m.uses(body)
}

func (m *module) compare() {
	for name, at := range m.used {
		if _, there := m.declared[name]; !there {
			m.fault(at, "%s is not declared", name)
		}
	}
	for name, at := range m.declared {
		_, used := m.used[name]
		if !used && (strings.HasPrefix(name, "var.") || strings.HasPrefix(name, "local.") || strings.HasPrefix(name, "data.")) {
			m.fault(at, "%s is not used", name)
		}
		kind := strings.TrimPrefix(name, "data.")
		if provider, _, is := strings.Cut(kind, "_"); is && !strings.HasPrefix(name, "var.") && !strings.HasPrefix(name, "local.") && !m.providers[provider] {
			m.fault(at, "the provider %s of %s is not required", provider, name)
		}
	}
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "terraform-check <folder>")
		os.Exit(2)
	}
	paths, _ := filepath.Glob(filepath.Join(os.Args[1], "*.tf"))
	m := &module{declared: names{}, used: names{}, providers: map[string]bool{}}
	if len(paths) == 0 {
		m.faults = append(m.faults, "no .tf files in "+os.Args[1])
	}
	for _, path := range paths {
		m.file(path)
	}
	m.compare()
	sort.Strings(m.faults)
	for _, fault := range m.faults {
		fmt.Println(fault)
	}
	if len(m.faults) > 0 {
		os.Exit(1)
	}
}
