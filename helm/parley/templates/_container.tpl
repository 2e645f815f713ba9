{{/* One service as a container: .root, .service, .volume */}}
{{- define "parley.container" -}}
{{- $service := .service }}
{{- $root := .root }}
{{- $reached := include "parley.reaches" . | fromJson }}
- name: {{ $service.name }}
  image: {{ include "parley.image" (dict "root" $root "service" $service.name) }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy }}
  args: ['--max-old-space-size={{ $service.heapMb }}', app/dist/main.js]
  env:
    - { name: PARLEY_STATE, value: /data/{{ $service.name }} }
    - { name: PARLEY_HEALTH_HOST, value: 0.0.0.0 }
    - { name: PARLEY_HEALTH_PORT, value: {{ $service.port | quote }} }
    {{- if eq $service.name "gateway" }}
    - { name: PARLEY_HTTP_HOST, value: 0.0.0.0 }
    - { name: PARLEY_HTTP_PORT, value: '8080' }
    {{- end }}
    - { name: PARLEY_NATS_URL, value: {{ $root.Values.nats.url | quote }} }
    - { name: PARLEY_NATS_USER, value: {{ $service.name }} }
    {{- if hasKey $service.reaches "mongodb" }}
    - { name: PARLEY_STORE, value: {{ $root.Values.store }} }
    {{- end }}
    {{- if hasKey $reached "pinecone" }}
    - { name: PARLEY_PINECONE_WORDS_HOST, value: {{ $root.Values.pinecone.wordsHost | quote }} }
    {{- with $root.Values.pinecone.meaningHost }}
    - { name: PARLEY_PINECONE_MEANING_HOST, value: {{ . | quote }} }
    {{- end }}
    {{- else if has "PARLEY_INDEX" $service.fixed }}
    - { name: PARLEY_INDEX, value: /data/index/passages.sqlite }
    {{- end }}
    {{- if hasKey $reached "otlp" }}
    - { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: {{ $root.Values.otlp.endpoint | quote }} }
    {{- end }}
    {{- range $name, $value := get $root.Values.settings $service.name | default dict }}
    {{- if not (has $name $service.settings) }}
    {{- fail (printf "settings.%s.%s: not a setting of this service; it has %s" $service.name $name (join ", " $service.settings)) }}
    {{- end }}
    - { name: {{ $name }}, value: {{ $value | toString | quote }} }
    {{- end }}
    {{- $secrets := list }}
    {{- range $place := list "nats" "redis" "mongodb" "pinecone" "companies" }}
    {{- $secrets = concat $secrets (get $reached $place | default list) }}
    {{- end }}
    {{- $more := list }}
    {{- range $place, $way := $service.reaches }}{{ $more = concat $more $way.secrets }}{{ end }}
    {{- range get $root.Values.secrets $service.name | default list }}
    {{- if not (has . $more) }}
    {{- fail (printf "secrets.%s: %s is not a secret of this service; it has %s" $service.name . (join ", " $more)) }}
    {{- end }}
    {{- $secrets = append $secrets . }}
    {{- end }}
    {{- range $secrets | uniq }}
    - name: {{ . }}
      valueFrom: { secretKeyRef: { name: {{ $root.Values.secretPrefix }}-{{ $service.name }}, key: {{ . }} } }
    {{- end }}
  ports:
    {{- if eq $service.name "gateway" }}
    - { name: http, containerPort: 8080 }
    {{- end }}
    - { name: {{ $service.name }}, containerPort: {{ $service.port }} }
  startupProbe:
    httpGet: { path: /health, port: {{ $service.name }} }
    periodSeconds: 1
    failureThreshold: 60
  livenessProbe:
    httpGet: { path: /health, port: {{ $service.name }} }
    periodSeconds: 10
    timeoutSeconds: 5
    failureThreshold: 3
  readinessProbe:
    # It asks the bus and the store, each for 2 s at most.
    httpGet: { path: /health/ready, port: {{ $service.name }} }
    periodSeconds: 3
    timeoutSeconds: 3
    failureThreshold: 2
  {{- if eq $service.name "gateway" }}
  lifecycle:
    # Until nobody sends new connections here any more; then SIGTERM ends streams and lets requests finish.
    preStop: { sleep: { seconds: 5 } }
  {{- end }}
  resources: {{- toYaml $service.resources | nindent 4 }}
  securityContext:
    allowPrivilegeEscalation: false
    readOnlyRootFilesystem: true
    capabilities: { drop: [ALL] }
  volumeMounts:
    - { name: data, mountPath: /data }
    - { name: tmp, mountPath: /tmp }
{{- end }}
