{#- every model that names a population in its YAML -#}
{%- set named = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() | sort(attribute='name') if node.resource_type == 'model' and node.meta.population -%}
        {%- do named.append(node) -%}
    {%- endfor -%}
{%- endif -%}

{% for node in named %}
    select
        '{{ node.name }}' as publicatie,
        '{{ node.meta.population }}' as populatie,
        '{{ node.meta.rules | join(' ') }}' as eigen_regels
    {% if not loop.last %}union all{% endif %}
{% endfor %}
