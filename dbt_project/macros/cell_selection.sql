{# What the seed statement_cells selects by: the publication, and the other columns of the key of `cells`. #}
{% macro stated_dimensions() -%}
    {{ return([
        'publicatie', 'schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied',
        'stageverplichting', 'duaal', 'kwalificatie', 'kwartaal', 'categorie'
    ]) }}
{%- endmacro %}

{#
    How a row of the seed statement_cells (`sides`) names `cells` in one dimension: empty is each value apart, `a|b`
    these together, `a;b` each of these apart, `not a;b` each of the others apart, `together` all of them together.
    The school year since which a change is taken is selected besides.
#}
{% macro is_selected(dimension) -%}
    case
        {%- if dimension == 'schooljaar' %}
            when cells.schooljaar = sides.since then true
        {%- endif %}
        when sides.{{ dimension }} is null or sides.{{ dimension }} = 'together' then true
        when sides.{{ dimension }} like 'not %'
            then ';' || substr(sides.{{ dimension }}, 5) || ';' not like '%;' || cells.{{ dimension }} || ';%'
        else ';' || replace(sides.{{ dimension }}, '|', ';') || ';' like '%;' || cells.{{ dimension }} || ';%'
    end
{%- endmacro %}

{# The value that stands apart, or those that are taken together. #}
{% macro selected_value(dimension, value) -%}
    case
        when sides.{{ dimension }} is null or sides.{{ dimension }} like 'not %' or sides.{{ dimension }} like '%;%'
            then {{ value }}
        {%- if dimension == 'schooljaar' %}
            when sides.since is not null then {{ value }}
        {%- endif %}
        else sides.{{ dimension }}
    end
{%- endmacro %}

{# The same, where what is earlier stands beside the next. #}
{% macro compared(dimension) -%}
    {%- set own = 'cells.' ~ dimension -%}
    {%- set next = {
        'schooljaar': next_schooljaar('cells.schooljaar'),
        'kwartaal': 'cast(cast(cells.kwartaal as int) + 1 as string)',
    }.get(dimension, own) -%}
    {%- set at = "case when sides.earlier = '" ~ dimension ~ "' then " ~ next ~ " else " ~ own ~ " end" -%}
    {{ selected_value(dimension, at) }}
{%- endmacro %}

{# What is selected, in words. #}
{% macro named_values(dimensions) -%}
    concat_ws(
        ' ',
        {%- for dimension in dimensions %}
            nullif({{ selected_value(dimension, 'cells.' ~ dimension) }}, 'alle'){{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}

{# What both sides name alike, in words: equal for what is compared. #}
{% macro alike_values(dimensions) -%}
    concat_ws(
        ' ',
        {%- for dimension in dimensions %}
            case when alike.is_alike_{{ dimension }} then {{ compared(dimension) }} end{{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
