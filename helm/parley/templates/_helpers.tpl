{{/* What each service connects to and reads, by name: written from the services' settings. */}}
{{- define "parley.connections" -}}
{{ .Files.Get "generated/connections.json" }}
{{- end }}

{{- define "parley.labels" -}}
app.kubernetes.io/name: parley
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: parley
app.kubernetes.io/version: {{ include "parley.tag" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* All pods of the fleet, and with `app.kubernetes.io/component` one kind of them. Never changes: selectors cannot. */}}
{{- define "parley.selector" -}}
app.kubernetes.io/part-of: parley
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "parley.tag" -}}
{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "parley.image" -}}
{{ with .root.Values.image.registry }}{{ . }}/{{ end }}parley/{{ .service }}:{{ include "parley.tag" .root }}
{{- end }}

{{/* "true" where every service may have several replicas: nothing is kept on a volume. */}}
{{- define "parley.scales" -}}
{{ and (eq .Values.store "mongodb") (eq .Values.passages "pinecone") }}
{{- end }}

{{/*
The pods, as {pods: [{name, volume, services: [{name, port, …}]}]}. With the local passage index ingestion, which writes
it, and llm, which reads it, are one pod with one volume.
*/}}
{{- define "parley.pods" -}}
{{- $connections := include "parley.connections" . | fromJson }}
{{- $pods := list }}
{{- $knowledge := list }}
{{- range .Values.services }}
{{- $known := required (printf "services: %s is not a service of Parley" .name) (get $connections .name) }}
{{- $service := merge (dict "port" 9464) . $known }}
{{- if and (eq $.Values.passages "local") (has .name (list "ingestion" "llm")) }}
{{- $knowledge = append $knowledge (merge (dict "port" (add 9464 (len $knowledge))) $service) }}
{{- else }}
{{- $volume := and (eq $.Values.store "sqlite") (hasKey $known.reaches "mongodb") (not (hasKey (get $known.reaches "mongodb" | default dict) "beside")) }}
{{- $pods = append $pods (dict "name" .name "volume" $volume "services" (list $service)) }}
{{- end }}
{{- end }}
{{- with $knowledge }}
{{- $pods = append $pods (dict "name" "knowledge" "volume" true "services" .) }}
{{- end }}
{{- dict "pods" $pods | toJson }}
{{- end }}

{{/* The places that one service connects to here, with their secrets: {place: [variable]}. Refuses one without peers. */}}
{{- define "parley.reaches" -}}
{{- $reached := dict "dns" list }}
{{- if and (eq .service.name "llm") (eq .root.Values.passages "pinecone") (not (hasKey .service.reaches "pinecone")) }}
{{- fail "passages: this version searches a local index alone" }}
{{- end }}
{{- $settings := get .root.Values.settings .service.name | default dict }}
{{- $switches := dict "mongodb" (eq .root.Values.store "mongodb") "pinecone" (eq .root.Values.passages "pinecone") "otlp" (ne .root.Values.otlp.endpoint "") }}
{{- range $place, $way := .service.reaches }}
{{- $on := true }}
{{- if hasKey $switches $place }}{{ $on = get $switches $place }}{{ end }}
{{- if hasKey $way "beside" }}{{ $on = get $switches $way.beside }}{{ end }}
{{- if $way.when }}
{{- $on = false }}
{{- range $way.when }}{{ $on = or $on (hasKey $settings .) }}{{ end }}
{{- end }}
{{- if $on }}
{{- if not (get $.root.Values.network.to $place).peers }}
{{- fail (printf "network.to.%s.peers: %s connects there" $place $.service.name) }}
{{- end }}
{{- $_ := set $reached $place $way.secrets }}
{{- end }}
{{- end }}
{{- $reached | toJson }}
{{- end }}
