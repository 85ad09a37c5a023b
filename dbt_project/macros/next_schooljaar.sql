{# The school year after this one: 2017-2018 after 2016-2017. #}
{% macro next_schooljaar(schooljaar) -%}
    substr({{ schooljaar }}, 6, 4) || '-' || cast(cast(substr({{ schooljaar }}, 6, 4) as int) + 1 as string)
{%- endmacro %}
