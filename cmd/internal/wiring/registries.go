package wiring

import (
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
)

// RegistryFlag names the registries that others stand in for.
const RegistryFlag = "registry"

// MirrorsVariable is the same for a whole machine:
// "docker.io=https://mirror.example,registry.ollama.ai=https://models.example".
const MirrorsVariable = "FINEPRINT_REGISTRY_MIRRORS"

func registriesFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: RegistryFlag, Usage: "ask for what is at a registry at another address, `HOST=ADDRESS` " +
		"(docker.io=https://mirror.example; also " + MirrorsVariable + "), or on github.com, modelscope.cn or civitai.com"}
}

// RegistryMirrors reads which registries others stand in for.
func RegistryMirrors(c *cli.Context, w World) (map[string]string, error) {
	mirrors := map[string]string{}
	for _, entry := range strings.Split(w.Getenv(MirrorsVariable), ",") {
		if err := addMirror(mirrors, MirrorsVariable, entry); err != nil {
			return nil, err
		}
	}
	for _, entry := range c.StringSlice(RegistryFlag) {
		if err := addMirror(mirrors, "--"+RegistryFlag, entry); err != nil {
			return nil, err
		}
	}
	return mirrors, nil
}

func addMirror(mirrors map[string]string, where, entry string) error {
	host, address, ok := strings.Cut(strings.TrimSpace(entry), "=")
	switch {
	case ok && host != "":
		mirrors[strings.ToLower(host)] = address
	case entry != "":
		return usage.Errorf("%s: write registry=address, for example docker.io=https://mirror.example", where)
	}
	return nil
}
