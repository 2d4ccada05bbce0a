{{- define "cinephile.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ required "image.digest or image.tag must name the image" .Values.image.tag }}
{{- end -}}
{{- end -}}
{{- define "cinephile.databaseNetworks" -}}
{{- range .Values.database.networks }}
- ipBlock:
    cidr: {{ . | quote }}
{{- end }}
{{- end -}}
