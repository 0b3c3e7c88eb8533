package exchange

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
)

// shortestToken is the length from which a token can be told from a word that
// happens to stand in a text.
const shortestToken = 8

// Basic makes a token of a name and a password, for Config.Basic.
func Basic(name, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(name + ":" + password))
}

// scheme says how the token is sent.
func (cfg Config) scheme() string {
	if cfg.Basic {
		return "Basic"
	}
	return "Bearer"
}

// secrets are what must not stand in a report.
func (cfg Config) secrets() []string {
	list := append([]string{cfg.Token}, cfg.Secrets...)
	return slices.DeleteFunc(list, func(s string) bool { return len(s) < shortestToken })
}

// holdsToken reports whether the service repeats the token.
func (c *Client) holdsToken(s string) bool {
	return slices.ContainsFunc(c.secrets, func(secret string) bool { return strings.Contains(s, secret) })
}

func (c *Client) bytesHoldToken(b []byte) bool {
	return slices.ContainsFunc(c.secrets, func(secret string) bool { return bytes.Contains(b, []byte(secret)) })
}
