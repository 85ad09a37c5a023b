{%- set kenmerken = [
    'geslacht', 'nationaliteit', 'thuistaal_niet_nl', 'schooltoelage', 'opleiding_moeder_laag',
    'buurt_schoolse_vertraging'
] -%}

with described as (
    -- the row of the exit year; every leaver has one, or R07 would have dropped the enrolment
    select
        leavers.leaver_nr,
        leavers.schooljaar,
        leavers.onderwijsvorm,
        leavers.studiegebied,
        leerlingen.geslacht,
        coalesce(leerlingen.nationaliteit, 'onbekend') as nationaliteit,
        {{ yes_no_or_unknown('leerlingen.has_thuistaal_niet_nl') }} as thuistaal_niet_nl,
        {{ yes_no_or_unknown('leerlingen.has_schooltoelage') }} as schooltoelage,
        {{ yes_no_or_unknown('leerlingen.has_opleiding_moeder_laag') }} as opleiding_moeder_laag,
        {{ yes_no_or_unknown('leerlingen.has_buurt_schoolse_vertraging') }} as buurt_schoolse_vertraging
    from {{ ref('leavers') }} as leavers
    inner join {{ ref('stg_agodi__leerlingen') }} as leerlingen
        on leavers.leerling_id = leerlingen.leerling_id and leavers.schooljaar = leerlingen.schooljaar
),

counted as (
    select
        described.schooljaar,
        described.onderwijsvorm,
        described.studiegebied,
        quarters.kwartaal,
        quarters.arbeidsmarktstatus,
        {%- for kenmerk in kenmerken %}
            described.{{ kenmerk }},
        {%- endfor %}
        count(*) as n_leavers
    from described
    inner join {{ ref('leaver_quarters') }} as quarters on described.leaver_nr = quarters.leaver_nr
    group by
        described.schooljaar, described.onderwijsvorm, described.studiegebied, quarters.kwartaal,
        quarters.arbeidsmarktstatus, {{ kenmerken | join(', ') }}
)

{% for kenmerk in kenmerken %}
    select
        schooljaar,
        onderwijsvorm,
        studiegebied,
        kwartaal,
        '{{ kenmerk }}' as kenmerk,
        {{ kenmerk }} as waarde,
        arbeidsmarktstatus,
        cast(sum(n_leavers) as bigint) as n_leavers
    from counted
    group by schooljaar, onderwijsvorm, studiegebied, kwartaal, {{ kenmerk }}, arbeidsmarktstatus
    {% if not loop.last %}union all{% endif %}
{% endfor %}
