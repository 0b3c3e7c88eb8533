package wiring

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/fineprint-audit/fineprint/cmd/internal/usage"
	"github.com/fineprint-audit/fineprint/pkg/policy"
	"github.com/fineprint-audit/fineprint/rules"
)

// PolicyFlag names the profile that judges.
func PolicyFlag() cli.Flag {
	return &cli.StringFlag{Name: "policy", Usage: "judge by the profile in `FILE`, or by the ready one of that name"}
}

// LoadPolicy loads the profile that --policy names; the default judge without
// one.
func LoadPolicy(c *cli.Context, today time.Time) (policy.Policy, error) {
	name := c.String("policy")
	if name == "" {
		if c.IsSet("policy") {
			return policy.Policy{}, usage.Errorf("--policy needs a file, or one of %s", strings.Join(rules.ProfileNames(), ", "))
		}
		return policy.Policy{}, nil
	}
	p, err := OpenPolicy(name)
	p.Today = today
	return p, err
}

// OpenPolicy reads the ready profile of that name, or else the file.
func OpenPolicy(name string) (policy.Policy, error) {
	text, ready := rules.ProfileSource(name)
	if !ready {
		var err error
		if text, err = os.ReadFile(name); err != nil {
			return policy.Policy{}, usage.Wrap(fmt.Errorf("read the profile: %w; the ready ones are %s", err,
				strings.Join(rules.ProfileNames(), ", ")))

		}
	}
	return ParsePolicy(name, text)
}

// ParsePolicy reads the text of a profile.
func ParsePolicy(name string, text []byte) (policy.Policy, error) {
	p, err := rules.ParsePolicy(name, text)
	if err != nil {
		return p, usage.Wrap(err)
	}
	return p, nil
}
