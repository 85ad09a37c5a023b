{# Splits that also have 'alle': join on `listed.x in ('alle', mart.x)`. #}

{# R12 #}
{% macro alle_and_three_study_areas() -%}
    (values ('alle'), ('{{ var("drie_studiegebieden") | join("'), ('") }}'))
{%- endmacro %}

{# R11: all, and each group #}
{% macro alle_and_three_groups() -%}
    (values ('alle', 'alle'), ('BSO', 'met'), ('TSO', 'met'), ('TSO', 'zonder'))
{%- endmacro %}
