{%- set of_figure = [
    'publicatie', 'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'duaal', 'categorie'
] -%}
{%- set of_variant = ['inschrijving', 'vormen', 'eerder_niet_duaal', 'duaal_zevende_jaar', 'is_gerapporteerd'] -%}

with counted as (
    select
        figures.publicatie,
        case when figures.publicatie = 'fig_15' then enrolments.vervolg_schooljaar else enrolments.schooljaar end
            as schooljaar,
        enrolments.onderwijsvorm,
        figures.leerjaar,
        figures.studiegebied,
        case when figures.publicatie = 'fig_11' then enrolments.stageverplichting else 'alle' end as stageverplichting,
        case when enrolments.is_duaal then 'ja' else 'alle' end as duaal,
        figures.categorie,
        variants.inschrijving,
        variants.vormen,
        variants.eerder_niet_duaal,
        variants.duaal_zevende_jaar,
        variants.is_gerapporteerd,
        case
            when figures.categorie = 'studiebewijs behaald' then enrolments.has_studiebewijs
            when variants.duaal_zevende_jaar = 'niet mee' then enrolments.zevende_jaar = 'niet duaal'
            when figures.categorie in ('doorgestroomd naar 7', 'totaal') then enrolments.zevende_jaar <> 'geen'
            else enrolments.zevende_jaar = figures.categorie
        end as is_geteld
    from {{ ref('outcome_enrolments') }} as enrolments
    inner join {{ sensitive_figures() }}
        as figures (publicatie, duaal, zit_in_leerjaar, leerjaar, studiegebied, categorie)
        on
            enrolments.leerjaar = figures.zit_in_leerjaar
            and enrolments.is_duaal = (figures.duaal = 'ja')
            and figures.studiegebied in ('alle', enrolments.studiegebied)
            -- R32: the base of passing on; R31: the school years for which kwalificaties is delivered
            and case
                when figures.publicatie in ('fig_12', 'fig_15') then enrolments.zevende_jaar is not null
                else enrolments.has_studiebewijs is not null
            end
    inner join {{ sensitivity_variants() }}
        as variants (publicatie, inschrijving, vormen, eerder_niet_duaal, duaal_zevende_jaar, is_gerapporteerd)
        on
            figures.publicatie = variants.publicatie
            and enrolments.schooljaar = case
                when variants.inschrijving = 'eerste' and variants.vormen = 'samen' then enrolments.eerste_samen
                when variants.inschrijving = 'laatste' and variants.vormen = 'samen' then enrolments.laatste_samen
                when variants.inschrijving = 'eerste' and variants.vormen = 'apart' then enrolments.eerste_apart
                when variants.inschrijving = 'laatste' and variants.vormen = 'apart' then enrolments.laatste_apart
            end
            and (variants.eerder_niet_duaal = 'mee' or not enrolments.is_eerder_niet_duaal)
),

shares as (
    select
        {{ (of_figure + of_variant) | join(', ') }},
        cast(count(case when is_geteld then 1 end) as bigint) as aantal,
        cast(count(*) as bigint) as noemer,
        cast(count(case when is_geteld then 1 end) as double) / cast(count(*) as double) as aandeel,
        -- R34
        duaal = 'ja' and count(*) < {{ var('kleinste_groep') }} as onderdrukt
    from counted
    group by {{ (of_figure + of_variant) | join(', ') }}
)

select
    *,
    100 * (
        case when not onderdrukt then aandeel end
        - max(case when is_gerapporteerd and not onderdrukt then aandeel end)
            over (partition by {{ of_figure | join(', ') }})
    ) as verschil_procentpunten
from shares
