{%- set publications = [
    'fig_17',
    'fig_18',
    'fig_19',
    'fig_20',
    'fig_21',
    'fig_22',
    'fig_23',
    'fig_24',
    'fig_25',
    'fig_26',
    'tab_5',
    'tab_6',
] -%}

{% for publication in publications %}
    select * from {{ ref(publication) }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
