package exchange

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// warnings keeps what a service warns of, which it repeats with every answer.
type warnings struct {
	mu      sync.Mutex
	byTopic map[string]string
}

// maxTopics bounds what one service can make a run say.
const maxTopics = 8

// take keeps the first warning of every topic. A value reads "topic; message".
func (w *warnings) take(values []string) {
	for _, value := range values {
		topic, message, ok := strings.Cut(value, ";")
		if topic = strings.TrimSpace(topic); !ok {
			topic, message = "", value
		}
		w.keep(topic, strings.TrimSpace(message))
	}
}

func (w *warnings) keep(topic, message string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, known := w.byTopic[topic]; known || message == "" || len(w.byTopic) == maxTopics {
		return
	}
	if w.byTopic == nil {
		w.byTopic = map[string]string{}
	}
	w.byTopic[topic] = message
}

func (w *warnings) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []string
	for _, topic := range slices.Sorted(maps.Keys(w.byTopic)) {
		list = append(list, w.byTopic[topic])
	}
	return list
}
