{# A yes/no column of an agency as one of its codes, or onbekend where it was left empty. #}
{% macro yes_no_or_unknown(column) -%}
    case when {{ column }} then 'J' when not {{ column }} then 'N' else 'onbekend' end
{%- endmacro %}
