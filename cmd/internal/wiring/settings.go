package wiring

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/strict"
)

// configName is the file that a repository keeps its settings in.
const configName = "fineprint.yaml"

// Settings are the flags that a repository may set for whoever works in it. A
// token is never among them, nor where one is sent.
type Settings struct {
	Policy string   `yaml:"policy"`  // a profile, a file beside this one or a ready one's name
	Rules  string   `yaml:"rules"`   // a folder of rules of one's own
	Lists  []string `yaml:"lists"`   // what scan reads when it is told nothing
	HubURL string   `yaml:"hub-url"` // another hub
	Format []string `yaml:"format"`
	FailOn []string `yaml:"fail-on"`
	// Registries are the addresses at which registries are asked, by their hosts.
	Registries map[string]string `yaml:"registries"`

	path string // where they stand; empty when there are none
}

// findSettings looks for the file of settings from a folder upwards, up to the
// top of the repository or the home folder.
func findSettings(dir, home string) (Settings, error) {
	for {
		name := filepath.Join(dir, configName)
		data, err := os.ReadFile(name)
		switch {
		case err == nil:
			s := Settings{path: name}
			if err := strict.Read(name, data, &s).Err(); err != nil {
				return Settings{}, usage.Wrap(err)
			}
			return s.from(dir), nil
		case !errors.Is(err, fs.ErrNotExist):
			return Settings{}, usage.Wrap(err)
		}
		up := filepath.Dir(dir)
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil || dir == home || up == dir {
			return Settings{}, nil
		}
		dir = up
	}
}

// from takes the paths of settings as they are meant: beside their file.
func (s Settings) from(dir string) Settings {
	beside := func(name string) string {
		if name == "" || filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(dir, name)
	}
	if _, err := os.Stat(beside(s.Policy)); err == nil {
		s.Policy = beside(s.Policy)
	}
	s.Rules = beside(s.Rules)
	for i, list := range s.Lists {
		s.Lists[i] = beside(list)
	}
	return s
}

// apply sets the flags of a command that were not given. It returns what the
// settings say, for the line that tells of them.
func (s Settings) apply(c *cli.Context) ([]string, error) {
	var told []string
	set := func(flag string, values ...string) error {
		known := slices.ContainsFunc(c.Command.Flags, func(f cli.Flag) bool { return f.Names()[0] == flag })
		if !known || c.IsSet(flag) {
			return nil
		}
		for _, v := range values {
			if v == "" {
				continue
			}
			if err := c.Set(flag, v); err != nil {
				return usage.Wrap(fmt.Errorf("%s: %s: %w", s.path, flag, err))
			}
			noteSetting(c, flag, Here(s.path))
			told = append(told, flag+" "+v)
		}
		return nil
	}
	formats := s.Format
	if c.Command.Name != "audit" && c.Command.Name != "scan" {
		formats = nil // they are those of reports
	}
	var registries []string
	for _, host := range slices.Sorted(maps.Keys(s.Registries)) {
		registries = append(registries, host+"="+s.Registries[host])
	}
	err := errors.Join(set(RegistryFlag, registries...), set("policy", s.Policy), set("rules", s.Rules), set("hub-url", s.HubURL),
		set("format", formats...),
		set("fail-on", strings.Join(s.FailOn, ",")))
	return told, err
}

// noteSetting keeps for the report that a file set a flag.
func noteSetting(c *cli.Context, flag, file string) {
	noted := SetBy(c)
	if noted == nil {
		noted = map[string]string{}
		c.App.Metadata[fromFile] = noted
	}
	noted[flag] = file
}

// fromFile is where the app keeps which flags the file of settings set.
const fromFile = "settings"

// SetBy tells which flags of a command a file of settings set, and which file.
func SetBy(c *cli.Context) map[string]string {
	set, _ := c.App.Metadata[fromFile].(map[string]string)
	return set
}

// UseSettings applies the file of settings to a command.
func UseSettings(w World) cli.BeforeFunc {
	return func(c *cli.Context) error {
		s, err := ReadSettings(c, w)
		if err != nil || s.path == "" {
			return err
		}
		told, err := s.apply(c)
		if err != nil {
			return err
		}
		if len(told) > 0 && !c.Bool("quiet") {
			fmt.Fprintf(w.Stderr, "fineprint: %s sets %s\n", s.path, strings.Join(told, ", "))
		}
		return nil
	}
}

// ReadSettings finds the settings, unless they are not wanted.
func ReadSettings(c *cli.Context, w World) (Settings, error) {
	if c.Bool("no-config") {
		return Settings{}, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return Settings{}, nil //nolint:nilerr // a folder that has no name holds no settings
	}
	return findSettings(dir, w.Getenv("HOME"))
}

// SettingsFlags are those of commands that read the file of settings.
func SettingsFlags() []cli.Flag {
	return []cli.Flag{
		&cli.BoolFlag{Name: "no-config", Usage: "do not read " + configName},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "write nothing to standard error but errors; no progress bar"},
	}
}

// Here is the path of a file as seen from the working folder, so that a report
// does not tell where on a machine it was made; a name that is no path stays.
func Here(name string) string {
	if !filepath.IsAbs(name) {
		return name
	}
	dir, err := os.Getwd()
	if err != nil {
		return filepath.Base(name)
	}
	if rel, err := filepath.Rel(dir, name); err == nil {
		return rel
	}
	return filepath.Base(name)
}
