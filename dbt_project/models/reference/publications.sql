{#- every model that names a population in its YAML -#}
{%- set named = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() | sort(attribute='name') if 'population' in node.config.meta -%}
        {%- do named.append(node) -%}
    {%- endfor -%}
{%- endif -%}

{% for node in named %}
    select
        '{{ node.name }}' as publicatie,
        '{{ node.config.meta.population }}' as populatie,
        '{{ node.config.meta.rules | join(' ') }}' as eigen_regels
    {% if not loop.last %}union all{% endif %}
{% endfor %}
